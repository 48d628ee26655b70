/**
 * Loads the real reviews here and in NumPy, by turns, each time in a process of its own, and prints the
 * median time and peak memory of both. The ids must be equal before anything is printed. Then the same from
 * the reviews' texts, where Stanford's archive lies in the folder too.
 * Needs RNN_DATA_DIR, and a python3 that has NumPy.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

interface Run {
  seconds: number;
  idleMiB: number;
  peakMiB: number;
  sha256: string;
}

const rounds = 5;
const folder = process.env["RNN_DATA_DIR"];
const python = ["python3", "/usr/bin/python3"].find((command) => {
  try {
    execFileSync(command, ["-c", "import numpy"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});

function run(command: string, args: readonly string[]): Run {
  return JSON.parse(execFileSync(command, args, { encoding: "utf8" })) as Run;
}

function besideThis(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

if (!folder || python === undefined) {
  console.log("skipped: needs RNN_DATA_DIR and a python3 with NumPy");
} else {
  compare("imdb.npz", [], [besideThis("keras_load.py"), join(folder, "imdb.npz")]);
  const archive = ["aclImdb_v1.tar.gz", "aclImdb.tar.gz"]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (archive === undefined) console.log("\nskipped: needs aclImdb_v1.tar.gz in RNN_DATA_DIR");
  else compare("Stanford's archive", [archive], [besideThis("stanford_load.py"), archive]);
}

function compare(what: string, args: readonly string[], pythonArgs: readonly string[]): void {
  const here: Run[] = [];
  const there: Run[] = [];
  for (let i = 0; i < rounds; i++) {
    // execArgv carries the loader that runs this file.
    here.push(run(process.execPath, [...process.execArgv, besideThis("load.ts"), ...args]));
    there.push(run(python as string, ["-B", ...pythonArgs]));
  }
  if (new Set([...here, ...there].map(({ sha256 }) => sha256)).size !== 1) {
    throw new Error(`bench: expected equal ids here and in NumPy, got different ones (${what}).`);
  }
  console.log(
    `\nloadData({ skipTop: 20, numWords: 100 }) of ${what}, ${rounds} cold processes each; equal ids\n`,
  );
  console.log("| | seconds | fastest | MiB above start | peak MiB |");
  console.log("|---|---|---|---|---|");
  printRow("@rnn/imdb-data", here);
  printRow("NumPy", there);
}

function printRow(name: string, runs: readonly Run[]): void {
  const median = (pick: (one: Run) => number): number =>
    runs.map(pick).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)];
  const seconds = median((one) => one.seconds).toFixed(2);
  const fastest = Math.min(...runs.map((one) => one.seconds)).toFixed(2);
  const above = median((one) => one.peakMiB - one.idleMiB).toFixed(0);
  console.log(
    `| ${name} | ${seconds} | ${fastest} | ${above} | ${median((one) => one.peakMiB).toFixed(0)} |`,
  );
}
