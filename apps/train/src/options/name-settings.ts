import type { TrainingOptions } from "./training-options.ts";

/** Settings whose names in packages are not words of a sentence, and their options. */
const options: Readonly<Record<string, string>> = {
  nCells: "--n-cells",
  units: "--n-cells",
  batchSize: "--batch-size",
  learningRate: "--learning-rate",
  bpttSteps: "--bptt-steps",
  recurrentGradient: "--recurrent-gradient",
  validationSize: "--validation-size",
  numWords: "--num-words",
  skipTop: "--skip-top",
  maxlen: "--maxlen",
};

const anyName = Object.keys(options).join("|");
const names = new RegExp(`\\b(?:${anyName})\\b`, "g");
/** What is said of a setting, or of several together. */
const ruleOfSettings = new RegExp(
  `^[A-Za-z.]+: (expected (?:(?:an? )?(?:${anyName})|settings) [\\s\\S]*)$`,
);

/** The layers of a later chapter, of which its user chooses the number of cells. */
const layers = /\blayers [A-Za-z, ]+?(?= and )/;

/**
 * An error that a package has with its settings, in the words of the command line: `RecurrentNetwork: expected
 * nCells …` becomes `expected --n-cells …`. Any other error as it is.
 */
export function nameSettings(error: unknown, { nCells }: Pick<TrainingOptions, "nCells">): unknown {
  if (!(error instanceof RangeError || error instanceof TypeError)) return error;
  const rule = ruleOfSettings.exec(error.message)?.[1];
  if (rule === undefined) return error;
  return new Error(
    rule.replace(layers, `--n-cells ${nCells}`).replaceAll(names, (name) => options[name]),
    { cause: error },
  );
}
