/**
 * `npm test`: sets up and runs every check, all of them even if one fails. The last line counts the tests
 * by the test runner's own report; the exit code is 1 if a test or any other check failed.
 */
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { findCallersFolder } from "./caller.mjs";
import { setUp } from "./set-up.mjs";
import { summarizeTests } from "./summarize-tests.mjs";
import { setup as useTemporaryFolder } from "./temporary-folder.mjs";
import { pnpm, root, run } from "./workspace.mjs";

// Tests run in their packages' folders, so a relative path must not depend on where.
const callersFolder = findCallersFolder(process.env, process.cwd());
for (const name of ["RNN_DATA_DIR", "RNN_GOLDEN_DIR"]) {
  if (process.env[name]) process.env[name] = path.resolve(callersFolder, process.env[name]);
}

setUp();
const report = path.join(root, ".test-reports", "vitest.json");
rmSync(report, { force: true });

const checks = {
  format: () => run("biome", ["ci", "--error-on-warnings", "."]),
  types: () => pnpm(["run", "typecheck", "--output-logs=errors-only"]),
  build: () => {
    const code = pnpm(["run", "build", "--output-logs=errors-only"]);
    // Tests that start the program start what was built.
    if (code === 0) process.env.RNN_BUILT = "1";
    return code;
  },
  // After the build: tests are linted with the types that the packages publish.
  lint: () => run("oxlint", ["--type-aware", "--deny-warnings"]),
  packages: () => run("node", ["scripts/check-packages.mjs"]),
  tests: () =>
    run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]),
};

const removeTemporaryFolder = useTemporaryFolder();
const failed = [];
for (const [name, check] of Object.entries(checks)) {
  const started = performance.now();
  process.stdout.write(`\n== ${name}\n`);
  const passed = check() === 0;
  if (!passed) failed.push(name);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`== ${name} ${passed ? "passed" : "FAILED"} (${seconds} s)\n`);
}
removeTemporaryFolder?.();

if (failed.length > 0) process.stdout.write(`\nFailed checks: ${failed.join(", ")}\n`);
process.stdout.write(`\n${summarizeTests(readReport(), root).join("\n")}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;

function readReport() {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return undefined;
  }
}
