import type { TextDataOptions } from "./training-options.ts";

/** The options of `train` on texts of one's own; what is not given is decided by the texts, or by the package. */
export interface ClassifierOptions extends TextDataOptions {
  readonly command: "train";
  /** What to make; `auto` takes whichever validates best. */
  readonly model: "auto" | "rnn" | "ngrams" | "both";
  readonly tokens?: "words" | "characters" | "auto";
  readonly cell?: "gru" | "lstm" | "simpleRnn";
  readonly units?: number;
  /** Numbers in the vector of a token. */
  readonly embedding?: number;
  /** The model to continue from: a file, or the folder of a run. */
  readonly from?: string;
  /** The file of vectors of words that the embedding begins with. */
  readonly vectors?: string;
  readonly embeddingDropout?: number;
  readonly dropout?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly epochs?: number;
  readonly patience?: number;
  readonly classWeight?: "balanced";
  readonly calibration?: "temperature" | "none";
  /** Of two classes, what a threshold is chosen for; one of the two. */
  readonly minPrecision?: number;
  readonly minRecall?: number;
  /** Texts whose class is less probable are "not sure". */
  readonly rejectBelow?: number;
  readonly numWords?: number;
  readonly maxlen?: number;
  /** How many of the texts are kept for validation; below 1, which share of them. */
  readonly validationSize?: number;
  readonly engine: "wasm" | "reference";
  /** Threads that share each batch; they change the time alone, never a bit. */
  readonly threads?: number;
  readonly out?: string;
  readonly checkpointEvery: number;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Those that only a classifier's training has. */
export const classifierOnly = [
  "from",
  "tokens",
  "cell",
  "units",
  "embedding",
  "vectors",
  "embeddingDropout",
  "dropout",
  "patience",
  "classWeight",
  "calibration",
  "minPrecision",
  "minRecall",
  "rejectBelow",
  "weightColumn",
] as const satisfies readonly (keyof ClassifierOptions)[];
