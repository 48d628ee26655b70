import { resolve } from "node:path";
import type { TrainingOptions } from "../options/training-options.ts";
import { configName, type RunFolder } from "./run-folder.ts";

/** The options that decide what a run learns, in the order of the file. */
export const learningOptions = [
  "data",
  "textColumn",
  "labelColumn",
  "epochs",
  "maxlen",
  "numWords",
  "skipTop",
  "validationSize",
  "nCells",
  "batchSize",
  "learningRate",
  "bpttSteps",
  "recurrentGradient",
  "seed",
  "engine",
] as const satisfies readonly (keyof TrainingOptions)[];

/** Those options of a run, and its command. */
export function learningOptionsOf(options: TrainingOptions): Record<string, string | number> {
  const given = learningOptions.flatMap((name) => {
    const value = options[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { command: options.command, ...Object.fromEntries(given) };
}

/** Keeps what decides the run, so that it can be gone on with or repeated. */
export async function writeConfig(folder: RunFolder, options: TrainingOptions): Promise<void> {
  const { data } = options;
  // A path is kept whole, so that the file serves from any folder.
  const place = data === "imdb" || data === "synthetic" ? data : resolve(data);
  await folder.writeJson(configName, { ...learningOptionsOf(options), data: place });
}

/** For a run that came to nothing. */
export async function removeConfig(folder: RunFolder): Promise<void> {
  await folder.remove(configName);
}
