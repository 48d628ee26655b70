/**
 * `node scripts/fuzz.mjs 600`: gives each reader damaged files for that many seconds (default 60), two
 * packages at a time, and prints what became of them. The exit code is 1 if one was neither read whole nor
 * refused by its package's own error, or took too long; the seed that brings it back is printed then.
 */
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setUp } from "./set-up.mjs";
import { fail, root, run } from "./workspace.mjs";

const seconds = Number(process.argv[2] ?? 60);
if (!(seconds > 0)) fail(`Expected a number of seconds, got ${process.argv[2]}.`);

setUp();
process.env.RNN_FUZZ_SECONDS = String(seconds);
const report = path.join(root, ".test-reports", "fuzz.json");
rmSync(report, { force: true });
const args = ["run", "mutations.test", "--reporter=default", "--reporter=json"];
process.exitCode = run("vitest", [...args, `--outputFile.json=${report}`]) === 0 ? 0 : 1;

const { testResults } = JSON.parse(readFileSync(report, "utf8"));
const rows = testResults
  .flatMap(({ assertionResults }) => assertionResults)
  .flatMap(({ meta }) => meta?.mutations ?? [])
  .sort((a, b) => a.format.localeCompare(b.format));
process.stdout.write("\n");
for (const { format, files, read, refused, slowestMs } of rows) {
  process.stdout.write(
    `${format}: ${files} files, ${read} read whole, the slowest ${slowestMs.toFixed(0)} ms\n`,
  );
  for (const [code, count] of Object.entries(refused).sort(([, a], [, b]) => b - a)) {
    process.stdout.write(`  ${String(count).padStart(9)} ${code}\n`);
  }
}
