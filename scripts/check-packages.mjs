/** Whether the packages, as npm would get them, are what their users need. */
import { listPublicPackages } from "./packages.mjs";
import { run } from "./workspace.mjs";

const failed = [];
const check = (name, command, args) => {
  if (run(command, args, { quiet: true }) !== 0) failed.push(name);
};

for (const { name, folder } of listPublicPackages()) {
  // Entry points exist, have types, and are what their endings say.
  check(`publint ${name}`, "publint", ["--strict", "--pack", "npm", folder]);
  check(`types ${name}`, "attw", ["--pack", folder, "--profile", "esm-only"]);
}
// No file, export or dependency that nothing uses.
check("knip", "knip", []);
// What a page pays for an import.
check("size-limit", "size-limit", []);

for (const name of failed) process.stderr.write(`failed: ${name}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
