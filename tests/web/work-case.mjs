// Makes a client from an OpenAPI document, compiles case.ts against it and works a case with it on a running server.
//   node work-case.mjs OPENAPI ADDRESS DESK BENCH PASSWORD IMEI
import { spawnSync } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";

const here = dirname(fileURLToPath(import.meta.url));
const [document, ...rest] = process.argv.slice(2);
if (rest.length !== 5) {
  console.error("usage: node work-case.mjs OPENAPI ADDRESS DESK BENCH PASSWORD IMEI");
  process.exit(64);
}
const place = await mkdtemp(join(tmpdir(), "mainstay-client-"));
try {
  await writeFile(join(place, "package.json"), '{ "type": "module" }');
  await copyFile(join(here, "case.ts"), join(place, "case.ts"));
  const made = spawnSync(process.execPath, [join(here, "make-client.mjs"), resolve(document), join(place, "api.ts"), join(place, "case.ts")], { stdio: "inherit" });
  if (made.status !== 0) {
    process.exitCode = made.status ?? 1;
  } else {
    const source = await readFile(join(place, "case.ts"), "utf8");
    await writeFile(join(place, "case.js"), ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } }).outputText);
    const { work } = await import(pathToFileURL(join(place, "case.js")).href);
    console.log(await work(...rest));
  }
} finally {
  await rm(place, { recursive: true, force: true });
}
