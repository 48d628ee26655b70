/** Settings of `trainTextClassifier` and the options that set them. */
const options: Readonly<Record<string, string>> = {
  outputDim: "--embedding",
  wordVectors: "--vectors",
  embeddingDropout: "--embedding-dropout",
  batchSize: "--batch-size",
  learningRate: "--learning-rate",
  validationSize: "--validation-size",
  numWords: "--num-words",
  classWeight: "--class-weight",
  maxlen: "--maxlen",
  patience: "--patience",
  units: "--units",
  epochs: "--epochs",
  dropout: "--dropout",
  minPrecision: "--min-precision",
  minRecall: "--min-recall",
  rejectBelow: "--reject-below",
  tokens: "--tokens",
  cell: "--cell",
  trainTextClassifier: "train",
};

const names = new RegExp(`\\b(?:${Object.keys(options).join("|")})\\b`, "g");

/**
 * An error that `trainTextClassifier` has with its texts or settings, in the words of the command line. Any
 * other error as it is.
 */
export function nameClassifierSettings(error: unknown): unknown {
  if (!(error instanceof RangeError || error instanceof TypeError)) return error;
  const rule = /^trainTextClassifier: (expected [\s\S]*)$/.exec(error.message)?.[1];
  if (rule === undefined) return error;
  const said = rule
    .replaceAll(names, (name) => options[name])
    .replace(/ \((?:resume|from)\)/, "")
    .replace('--tokens: "words"', "--tokens words");
  const origin = originOf(rule);
  return new Error(
    `${origin}: ${said.replace("expected --vectors to have", "expected vectors of")}`,
    { cause: error },
  );
}

/** The option that a rule is about. */
function originOf(rule: string): string {
  if (rule.includes("(resume)")) return "--resume";
  if (rule.includes("(from)")) return "--from";
  return /\bwordVectors\b/.test(rule) ? "--vectors" : "--data";
}
