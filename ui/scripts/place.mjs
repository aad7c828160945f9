// Leaves a .br and a .gz beside every text file of the build, then puts the whole where the server reads it: a server
// that runs meanwhile sends the old pages or the new ones, never half of either.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, URL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const built = at("../node_modules/.redshank-build/");
const served = at("../../api/static");
const before = at("../../api/static.before");
// Only `npm run size` reads the manifest; it is not for browsers.
const manifest = at("../node_modules/.redshank-manifest.json");
rmSync(manifest, { force: true });
renameSync(built + ".vite/manifest.json", manifest);
rmSync(built + ".vite", { recursive: true });

for (const name of readdirSync(built, { recursive: true })) {
  if (!/\.(js|css|html|svg)$/.test(name)) continue;
  const body = readFileSync(built + name);
  writeFileSync(built + name + ".br", brotliCompressSync(body));
  writeFileSync(built + name + ".gz", gzipSync(body, { level: 9 }));
}

rmSync(before, { recursive: true, force: true });
mkdirSync(at("../../api"), { recursive: true }); // an image is built from this folder alone
if (existsSync(served)) renameSync(served, before);
renameSync(built, served);
rmSync(before, { recursive: true, force: true });
