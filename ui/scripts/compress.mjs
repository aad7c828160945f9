// Leaves a .br and a .gz beside every text file of the build: the server sends them as they are.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, URL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const out = fileURLToPath(new URL("../../api/static/", import.meta.url));
// Out of the sources, or make would take it for one of them.
const MANIFEST = fileURLToPath(new URL("../node_modules/.redshank-manifest.json", import.meta.url));
// Only `npm run size` reads the manifest; it is not for browsers.
rmSync(MANIFEST, { force: true });
renameSync(out + ".vite/manifest.json", MANIFEST);
rmSync(out + ".vite", { recursive: true });

for (const name of readdirSync(out, { recursive: true })) {
  if (!/\.(js|css|html|svg)$/.test(name)) continue;
  const body = readFileSync(out + name);
  writeFileSync(out + name + ".br", brotliCompressSync(body));
  writeFileSync(out + name + ".gz", gzipSync(body, { level: 9 }));
}
