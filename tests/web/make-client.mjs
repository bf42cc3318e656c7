// Makes TypeScript types from an OpenAPI document with openapi-typescript and compiles them strictly, together with further files.
//   node make-client.mjs OPENAPI OUT.ts [FILE.ts...]
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const here = dirname(fileURLToPath(import.meta.url));
const [document, out, ...files] = process.argv.slice(2);
if (!out) {
  console.error("usage: node make-client.mjs OPENAPI OUT.ts [FILE.ts...]");
  process.exit(64);
}
await writeFile(out, astToString(await openapiTS(await readFile(document, "utf8"), { defaultNonNullable: false })));
const run = spawnSync(join(here, "node_modules/.bin/tsc"), ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext", out, ...files], { stdio: "inherit" });
process.exit(run.status ?? 1);
