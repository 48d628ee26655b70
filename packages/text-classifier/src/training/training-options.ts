import type { AbortSignalLike, BatchEnd, EngineOption, EpochEnd } from "@rnn/model";
import type { NgramClassifierOptions } from "@rnn/ngrams";
import { checkChoice, checkNumber, checkOptions, checkType, checkWhole } from "@rnn/tensor/checks";
import type { ClassifierModel } from "../classifier-parts.ts";
import type { JsonRecord } from "../json.ts";
import type { Tokens } from "../text/text-format.ts";
import type { TextClassifier } from "../text-classifier.ts";
import type { Vocabulary } from "../vocabulary.ts";
import type { TextClassWeight } from "./class-weights.ts";
import {
  checkDecisionOptions,
  type DecisionOptions,
  decisionOptionNames,
} from "./decision-options.ts";
import { networkDefaults } from "./network-settings.ts";
import type { TrainingCheckpoint } from "./training-checkpoint.ts";
import type { ReadWordVectors } from "./word-vectors.ts";

/** Once with rows kept for validation, then once more with all rows. */
export type TrainingStage = "validation" | "refit";

/** An epoch of the network that has ended. */
export interface NetworkEpochEnd extends EpochEnd {
  readonly stage: TrainingStage;
}

/** A batch of the network that has ended. */
export interface NetworkBatchEnd extends BatchEnd {
  readonly stage: TrainingStage;
}

/** What the texts have decided before anything is trained. */
export interface TrainingPlan {
  readonly tokens: Tokens;
  /** Of the words of the validation texts, the share that those to train on do not have. */
  readonly missedShare: number;
  /** The tokens that a network knows while it is validated, by id. */
  readonly vocabulary: Vocabulary;
  /** How many known tokens of a text a network reads, its last ones. */
  readonly maxlen: number;
  /** Of the words of the vocabulary, how many have a vector of `wordVectors`, and of how many numbers. */
  readonly wordVectors?: { readonly found: number; readonly outputDim: number };
  /** With `from`, which classes are new, and how many of the tokens of the vocabulary. */
  readonly added?: { readonly classNames: readonly string[]; readonly tokens: number };
  /** The most epochs of a network. */
  readonly epochs: number;
  /** How many texts it is trained on before it is trained once more on all. */
  readonly trainCount: number;
  /** The rows kept for validation: of `texts`, or of `validation.texts` where given. */
  readonly validationRows: readonly number[];
}

/** What `trainTextClassifier` takes besides the texts. All of it has a default. */
export interface TrainTextClassifierOptions extends DecisionOptions {
  /** What to make; `"auto"`, the default, takes whichever has the lowest loss on the validation rows. */
  readonly model?: ClassifierModel | "auto";
  /** The names of the classes 0 to K - 1; default those of the labels, in plain string order. */
  readonly classNames?: readonly string[];
  /**
   * A classifier that was trained before, to continue from: what it has learnt is kept, and its texts are not needed. New
   * tokens and n-grams are added to its own, and classes after its own. Its tokens and layers stay, so that the options
   * that decide them are errors. Default none.
   */
  readonly from?: TextClassifier;
  /** What the network reads; `"auto"`, the default, decides by how many words of the validation texts are new. */
  readonly tokens?: "words" | "characters" | "auto";
  /** How many tokens the network knows, the most frequent ones; default 20,000. */
  readonly numWords?: number;
  /** How many tokens of a text the network reads, the last ones; default what 95 of 100 texts have, at most 400. */
  readonly maxlen?: number;
  /** The recurrent cell, in both directions; default `"gru"`. */
  readonly cell?: "gru" | "lstm" | "simpleRnn";
  /** Cells in each direction; default 64, or 32 where an epoch has more than a million tokens. */
  readonly units?: number;
  /** Numbers in the vector of a token; default as many as `units`. */
  readonly outputDim?: number;
  /**
   * Gives the vectors of words that were learnt elsewhere, for the network to begin with: called once, with the words
   * that it may know. Their numbers are taken as they are, and trained like the others; `outputDim` is theirs. Of
   * @rnn/interop: `(words) => readWordVectors(chunks, { words })`. Default none.
   */
  readonly wordVectors?: ReadWordVectors;
  /** The share of the vectors' numbers that is dropped in training; default 0.3. */
  readonly embeddingDropout?: number;
  /** The share of what the cells give that is dropped in training; default 0.5. */
  readonly dropout?: number;
  /** Texts in a batch; default 32. */
  readonly batchSize?: number;
  /** Of Adam; default 0.003, and 0.002 with `from`. */
  readonly learningRate?: number;
  /** The most epochs; default 20. */
  readonly epochs?: number;
  /** How many epochs may pass without a lower validation loss; default 2, or 1 where an epoch has over 400 batches. */
  readonly patience?: number;
  /** What the loss of a row is multiplied by, by its class; default 1. */
  readonly classWeight?: TextClassWeight;
  /** How many rows are kept for validation; default a fifth, at most 5,000. Not with `validation` texts. */
  readonly validationSize?: number;
  /**
   * Whether the parts of the classifier are trained once more on all rows, the network for as many epochs as were best;
   * default true, but false with `validation` texts.
   */
  readonly refit?: boolean;
  /**
   * Options of the n-grams. Without `words` and `characters` the validation rows decide which are counted, without `C`
   * and `minDf` between 10 and 1, and 30 and 2.
   */
  readonly ngrams?: NgramClassifierOptions;
  /** Of the split, the weights, the order of the batches and the intervals; default 42. */
  readonly seed?: number;
  /** What runs the network; default `"wasm"`. */
  readonly engine?: EngineOption;
  /** Notes to keep with the classifier; default none. */
  readonly about?: JsonRecord;
  /** Called before each step, in a verb's form: `"fitting n-grams to 800 texts"`. */
  readonly onStep?: (step: string) => void;
  /** Called once the texts are read and split, before anything is trained. Waited for. */
  readonly onPrepared?: (plan: TrainingPlan) => void | Promise<void>;
  /** Called after each batch of the network. */
  readonly onBatchEnd?: (event: NetworkBatchEnd) => void;
  /** Called after each epoch of the network. */
  readonly onEpochEnd?: (event: NetworkEpochEnd) => void;
  /** Called when the asked engine cannot run here and another takes over; default `console.warn`, once each. */
  readonly onWarning?: (message: string) => void;
  /** Ends the training: it rejects with the signal's reason. */
  readonly signal?: AbortSignalLike;
  /** Called after each epoch, within epochs every `checkpointEveryMs`, and where the signal ends the training. Waited for. */
  readonly onCheckpoint?: (checkpoint: TrainingCheckpoint) => void | Promise<void>;
  /** Milliseconds between checkpoints within an epoch; default 60,000. */
  readonly checkpointEveryMs?: number;
  /**
   * Resumes from a checkpoint of the same texts and options: what comes out is as if the training had never been left.
   * Until the network is trained on all texts, `epochs` may be others than the checkpoint's.
   */
  readonly resume?: TrainingCheckpoint;
}

/** What leaves out the n-grams that a network is compared with: their time and memory are saved. */
export interface WithoutBaseline {
  /** The network alone: the other models need the n-grams. */
  readonly model: "rnn";
  /** Whether n-grams are fitted to compare the network with; default true. */
  readonly baseline: false;
}

const optionNames = [
  ...decisionOptionNames,
  "model",
  "baseline",
  "from",
  "classNames",
  "tokens",
  "numWords",
  "maxlen",
  "cell",
  "units",
  "outputDim",
  "wordVectors",
  "embeddingDropout",
  "dropout",
  "batchSize",
  "learningRate",
  "epochs",
  "patience",
  "classWeight",
  "validationSize",
  "refit",
  "ngrams",
  "seed",
  "engine",
  "about",
  "onStep",
  "onPrepared",
  "onBatchEnd",
  "onEpochEnd",
  "onWarning",
  "signal",
  "onCheckpoint",
  "checkpointEveryMs",
  "resume",
];

/** Whether n-grams are left out. */
export function isWithoutBaseline(
  options: TrainTextClassifierOptions & { readonly baseline?: boolean },
): boolean {
  return options.baseline === false;
}

/** @throws RangeError, TypeError for options that are wrong whatever the texts */
export function checkTrainingOptions(
  caller: string,
  options: TrainTextClassifierOptions & { readonly baseline?: boolean },
): void {
  checkOptions(caller, options, optionNames);
  const { baseline = true } = options;
  checkType(caller, "baseline", baseline, "boolean");
  if (!baseline && options.model !== "rnn") {
    throw new RangeError(
      `${caller}: expected model: "rnn" with baseline: false, got ${JSON.stringify(options.model)}. ` +
        "The other models need the n-grams.",
    );
  }
  const { model = "auto", tokens = "auto", cell = networkDefaults.cell } = options;
  checkChoice(caller, "model", model, ["rnn", "ngrams", "both", "auto"]);
  checkChoice(caller, "tokens", tokens, ["words", "characters", "auto"]);
  checkChoice(caller, "cell", cell, ["gru", "lstm", "simpleRnn"]);
  for (const [name, least] of wholeOptions) {
    const value = options[name];
    if (value !== undefined) checkWhole(caller, name, value, least);
  }
  for (const name of ["embeddingDropout", "dropout"] as const) {
    const value = options[name];
    if (value === undefined) continue;
    checkNumber(caller, name, value, 0);
    if (value >= 1) {
      throw new RangeError(`${caller}: expected ${name} to be a number below 1, got ${value}.`);
    }
  }
  if (options.learningRate !== undefined) {
    checkNumber(caller, "learningRate", options.learningRate, 0);
  }
  const { wordVectors } = options;
  if (wordVectors !== undefined) checkType(caller, "wordVectors", wordVectors, "function");
  if (options.refit !== undefined) checkType(caller, "refit", options.refit, "boolean");
  checkDecisionOptions(caller, options);
}

const wholeOptions = [
  ["numWords", 1],
  ["maxlen", 1],
  ["units", 1],
  ["outputDim", 1],
  ["batchSize", 1],
  ["epochs", 1],
  ["patience", 0],
  ["validationSize", 1],
  ["seed", 0],
  ["checkpointEveryMs", 0],
] as const;
