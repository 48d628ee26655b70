import { resolve } from "node:path";
import { isStdin } from "../data/is-stdin.ts";
import { optionsOfFirstChapter } from "../options/chapters.ts";
import type { TrainingOptions } from "../options/training-options.ts";
import { configName, type RunFolder } from "./run-folder.ts";

/**
 * What the options of a file mean. Version 2 counts words by `numWords` and `skipTop` of one's own texts.
 * A file without a version is of the first, which counted ids, four of which are not words, and had classes
 * in alphabetical order.
 */
export const configVersion = 2;

/** The options that decide what a run learns, in the order of the file. */
export const learningOptions = [
  "chapter",
  "data",
  "textColumn",
  "labelColumn",
  "delimiter",
  "escape",
  "positive",
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
  "classOrder",
] as const satisfies readonly (keyof TrainingOptions)[];

/** Those options of a run, and its command. */
export function learningOptionsOf(options: TrainingOptions): Record<string, string | number> {
  const foreign: readonly string[] = options.chapter === undefined ? [] : optionsOfFirstChapter;
  const given = learningOptions.flatMap((name) => {
    const value = options[name];
    return value === undefined || foreign.includes(name) ? [] : [[name, value] as const];
  });
  return { command: options.command, ...Object.fromEntries(given) };
}

/** Keeps what decides the run, so that it can be resumed or repeated. */
export async function writeConfig(folder: RunFolder, options: TrainingOptions): Promise<void> {
  const { data } = options;
  // A path is kept whole, so that the file serves from any folder.
  const isName = data === "imdb" || data === "synthetic" || isStdin(data);
  const place = isName ? data : resolve(data);
  await folder.writeJson(configName, {
    version: configVersion,
    ...learningOptionsOf(options),
    data: place,
  });
}

/** For a run that learnt nothing. */
export async function removeConfig(folder: RunFolder): Promise<void> {
  await folder.remove(configName);
}
