import { optionsOfFirstChapter } from "./chapters.ts";
import type { TrainingOptions } from "./training-options.ts";

/** The file of a run's options, in its folder; a folder that has it holds a run. */
export const configName = "config.json";

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
  "test",
  "limit",
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
  "threads",
  "classOrder",
] as const satisfies readonly (keyof TrainingOptions)[];

/** Those options of a run, and its command; of the sources the first alone, the others being written apart. */
export function learningOptionsOf(options: TrainingOptions): Record<string, string | number> {
  const foreign: readonly string[] = options.chapter === undefined ? [] : optionsOfFirstChapter;
  const given = learningOptions.flatMap((name) => {
    const value = options[name];
    const isLeftOut = value === undefined || typeof value === "object" || foreign.includes(name);
    return isLeftOut ? [] : [[name, value] as const];
  });
  return { command: options.command, ...Object.fromEntries(given) };
}
