/**
 * Measures @rnn beside its peers, with nothing but Node and npm to begin with:
 *
 *   node bench/run.mjs                  about 40 minutes; tables, and figures under bench/results/
 *   node bench/run.mjs --only layers    networks of layers alone, or chapter: the chapter's alone, or studies:
 *                                       what a study costs beside its trainings, by threads and over a queue
 *   node bench/run.mjs --network 09-4   of the networks of layers this one alone; can be repeated
 *   node bench/run.mjs --quick          a few minutes: fewer rounds, sizes and peers
 *   node bench/run.mjs --serve runs/a --texts a.txt   a service of that model alone, asked for these texts by
 *                                       --connections 10 for --seconds 60
 *   node bench/run.mjs --docs           also redraws what was measured in docs/performance.md
 *
 * Python peers run where a Python has NumPy, PyTorch, or Keras and TensorFlow: RNN_BENCH_PYTHON, bench/.venv
 * (made from bench/requirements.txt), python3 or /usr/bin/python3. What is not there is listed as missing.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setUp } from "../scripts/set-up.mjs";
import { fail, pnpm, run } from "../scripts/workspace.mjs";

const bench = import.meta.dirname;
const peers = path.join(bench, "peers");

setUp();
const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");
const wanted = read(path.join(peers, "pnpm-lock.yaml"));
if (wanted !== read(path.join(peers, "node_modules", ".pnpm", "lock.yaml"))) {
  process.stderr.write("Setting up the bench: pnpm installs the peers.\n");
  if (pnpm(["--dir", peers, "install", "--frozen-lockfile"], { quiet: true }) !== 0) {
    fail("The peers could not be installed. The output above says why.");
  }
}
if (run("tsc", ["-b"]) !== 0) fail("The packages could not be built. The output above says why.");
if (run("tsc", ["-p", peers]) !== 0)
  fail("The peers' types do not fit. The output above says why.");

const args = ["--import", "tsx", path.join(bench, "main.ts"), ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { cwd: bench, stdio: "inherit" });
process.exitCode = status ?? 1;
