/** Whether the packages, as npm would get them, are what their users need. */
import { listPublicPackages } from "./packages.mjs";
import { runQuietly } from "./run-quietly.mjs";

const checks = listPublicPackages().flatMap(({ name, folder }) => [
  // Entry points exist, have types, and are what their endings say.
  [`publint ${name}`, "publint", ["--strict", "--pack", "npm", folder]],
  [`types ${name}`, "attw", ["--pack", folder, "--profile", "esm-only"]],
]);
// npm takes them.
checks.push(["npm publish --dry-run", "node", ["scripts/check-publishing.mjs"]]);
// No file, export or dependency that nothing uses.
checks.push(["knip", "knip", []]);
// What a page pays for an import.
checks.push(["size-limit", "size-limit", []]);

const failed = [];
const waiting = checks.values();
/** Runs one check after the other, until none is left. */
async function work() {
  for (const [name, command, args] of waiting) {
    if ((await runQuietly(command, args)) !== 0) failed.push(name);
  }
}
await Promise.all([work(), work()]);

for (const name of failed) process.stderr.write(`failed: ${name}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
