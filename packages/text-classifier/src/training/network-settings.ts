import type { EngineOption } from "@rnn/model";
import type { VocabularyLimits } from "./token-table.ts";

/** All that decides what the network is and how it is trained. */
export interface NetworkSettings extends VocabularyLimits {
  /** The recurrent cell. */
  readonly cell: "gru" | "lstm" | "simpleRnn";
  /** Cells in each direction. */
  readonly units: number;
  /** The length of a token's vector. */
  readonly outputDim: number;
  /** How many tokens of a text are read. */
  readonly maxlen: number;
  /** The share of the tokens' vectors that is left out in training. */
  readonly embeddingDropout: number;
  /** The share of what the cells hand on that is left out in training. */
  readonly dropout: number;
  /** Texts a step. */
  readonly batchSize: number;
  /** How far a step goes. */
  readonly learningRate: number;
  /** The most epochs. */
  readonly epochs: number;
  /** How many epochs without a lower validation loss end the training. */
  readonly patience: number;
  /** Whether the weights are averages over the last steps; left out for a training that an earlier version began without. */
  readonly averages?: true;
  /** Decides the first weights, the order of texts and what is left out. */
  readonly seed: number;
  /** What computes. */
  readonly engine: EngineOption;
  /** Is called with what looks wrong in training. */
  readonly onWarning: ((message: string) => void) | undefined;
}

/** Chosen on validation parts of six sets of texts: docs/decisions/2026-11-26-classifier-defaults.md. */
export const networkDefaults = {
  cell: "gru",
  embeddingDropout: 0.3,
  dropout: 0.5,
  batchSize: 32,
  learningRate: 0.003,
  numWords: 20_000,
  emaMomentum: 0.998,
  epochs: 20,
} as const;

/** Above so many tokens to read in an epoch a network is narrower. */
const manyTokens = 1_000_000;

/** Units and the vectors of words: 64, and 32 where there is much to read. */
export function chooseUnits(tokens: number): number {
  return tokens > manyTokens ? 32 : 64;
}

/** Above so many batches an epoch is long. */
const manyBatches = 400;

/** How many epochs without a lower validation loss end the training: 2, and 1 where an epoch is long. */
export function choosePatience(rows: number, batchSize: number): number {
  return rows / batchSize > manyBatches ? 1 : 2;
}
