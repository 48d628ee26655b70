import { optionsOfFirstChapter } from "./chapters.ts";
import type { ClassifierOptions } from "./classifier-options.ts";
import type { TrainingOptions } from "./training-options.ts";

/** The file of a run's options, in its folder; a folder that has it holds a run. */
export const configName = "config.json";

/**
 * What the options of a file mean. Version 3 is of a classifier, see `trainTextClassifier`. Version 2 is of the
 * networks of the book's chapters, and counts words by `numWords` and `skipTop` of one's own texts. A file without a
 * version is of the first, which counted ids, four of which are not words, and had classes in alphabetical
 * order.
 */
export const configVersions = { network: 2, classifier: 3 } as const;

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
  "encoding",
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

/** The same of a run that trains a classifier. */
export const classifierLearningOptions = [
  "model",
  "from",
  "data",
  "test",
  "limit",
  "textColumn",
  "labelColumn",
  "weightColumn",
  "delimiter",
  "escape",
  "encoding",
  "positive",
  "tokens",
  "numWords",
  "maxlen",
  "cell",
  "units",
  "embedding",
  "vectors",
  "embeddingDropout",
  "dropout",
  "epochs",
  "patience",
  "batchSize",
  "learningRate",
  "classWeight",
  "calibration",
  "minPrecision",
  "minRecall",
  "rejectBelow",
  "validationSize",
  "seed",
  "engine",
] as const satisfies readonly (keyof ClassifierOptions)[];

/** Those options of a classifier's run that were given or have a default, and its command; of sources none. */
export function classifierOptionsOf(options: ClassifierOptions): Record<string, string | number> {
  const given = classifierLearningOptions.flatMap((name) => {
    const value = options[name];
    return value === undefined || typeof value === "object" ? [] : [[name, value] as const];
  });
  return { command: options.command, ...Object.fromEntries(given) };
}

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
