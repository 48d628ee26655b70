/** Reviews from a file to one-hot arrays, here and in NumPy, and the memory of the chapter's whole run. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { environment } from "../runner/child.ts";
import { here } from "../runner/paths.ts";
import { median } from "../runner/statistics.ts";
import { pythonsWithNumpy } from "../subjects/pythons.ts";

/** One side's figures. */
export interface PreparationRow {
  readonly tool: string;
  readonly seconds: number;
  readonly peakMiB: number;
  /** With the training after it: 20 epochs here, one in NumPy. */
  readonly runPeakMiB: number;
}

interface Run {
  readonly seconds: number;
  readonly peakMiB: number;
  readonly sha256: string;
}

/** Each side so many times in a fresh process, by turns; or why it cannot be measured. */
export function measurePreparation(job: string, rounds: number): PreparationRow[] | string {
  const data = process.env["RNN_DATA_DIR"];
  if (!data) return "RNN_DATA_DIR is not set";
  const python = pythonsWithNumpy().at(0);
  const load = here("../packages/imdb-data/bench/keras_load.py");
  const sides = [
    {
      tool: "@rnn",
      command: [process.execPath, "--import", "tsx", here("peers/prepare-chapter.ts")],
      epochs: "20",
    },
    ...(python === undefined
      ? []
      : [
          {
            tool: "NumPy",
            command: [python, here("peers/prepare.py"), load, path.resolve(data, "imdb.npz"), job],
            epochs: "1",
          },
        ]),
  ].map(({ tool, command, epochs }) => ({
    tool,
    command,
    epochs,
    runs: [] as Run[],
    runPeakMiB: 0,
  }));
  for (let round = 0; round < rounds; round++) {
    for (const { command, runs } of sides) runs.push(start([...command, "0"]));
  }
  for (const side of sides) {
    const run = start([...side.command, side.epochs]);
    side.runPeakMiB = run.peakMiB;
    side.runs.push(run);
  }
  const found = new Set(sides.flatMap(({ runs }) => runs.map(({ sha256 }) => sha256)));
  if (found.size !== 1) throw new Error("preparation: expected equal ids on both sides.");
  return sides.map(({ tool, runs, runPeakMiB }) => ({
    tool,
    seconds: median(runs.map(({ seconds }) => seconds)),
    peakMiB: median(runs.slice(0, rounds).map(({ peakMiB }) => peakMiB)),
    runPeakMiB,
  }));
}

function start([command, ...args]: string[]): Run {
  const output = execFileSync(command, args, {
    cwd: here("."),
    encoding: "utf8",
    env: environment(),
  });
  return JSON.parse(output) as Run;
}
