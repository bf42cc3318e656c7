// Lints an OpenAPI document with Redocly's recommended rules (redocly.yaml beside this file). Prints its JSON; exit code as Redocly's.
import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const file = process.argv[2];
if (!file) {
  console.error("usage: node lint-openapi.mjs FILE");
  process.exit(64);
}
const run = spawnSync(join(here, "node_modules/.bin/redocly"), ["lint", resolve(file), "--format", "json", "--config", join(here, "redocly.yaml")], {
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
  env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", CI: "true" },
});
process.stdout.write(run.stdout.slice(run.stdout.indexOf("{")));
if (run.status !== 0) process.stderr.write(run.stderr);
process.exit(run.status ?? 1);
