// How much script the first view costs, gzipped: the entry, what it imports at once, and the issue list.
import { readFileSync } from "node:fs";
import { fileURLToPath, URL } from "node:url";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 250;
const out = fileURLToPath(new URL("../../api/static/", import.meta.url));
const manifest = JSON.parse(readFileSync(fileURLToPath(new URL("../node_modules/.redshank-manifest.json", import.meta.url)), "utf8"));

const files = new Set();
const add = (key) => {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  (chunk.imports ?? []).forEach(add);
};
add("index.html");
add("src/features/issues/components/IssueListPage.tsx");

let total = 0;
for (const file of files) {
  const kb = gzipSync(readFileSync(out + file)).length / 1024;
  total += kb;
  console.log(`${kb.toFixed(1).padStart(8)} KB  ${file}`);
}
console.log(`${total.toFixed(1).padStart(8)} KB  first view, limit ${LIMIT_KB} KB`);
if (total > LIMIT_KB) process.exit(1);
