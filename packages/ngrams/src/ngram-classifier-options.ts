import type { ClassWeight } from "./logistic-regression.ts";

/** The options of an NgramClassifier. */
export interface NgramClassifierOptions {
  /** The shortest and the longest n-gram of words; default `[1, 2]`. null for none. */
  readonly words?: readonly [number, number] | null;
  /** The shortest and the longest n-gram of characters within words; default `[1, 4]`. null for none. */
  readonly characters?: readonly [number, number] | null;
  /** Whether texts are put into lower case first; default true. */
  readonly lowercase?: boolean;
  /** Leaves out n-grams of fewer texts than this: a whole number, or a share below 1; default 1. */
  readonly minDf?: number;
  /** Leaves out n-grams of more texts than this: a share up to 1, or a whole number above; default 1. */
  readonly maxDf?: number;
  /** The most n-grams of words, and of characters, those most frequent; default null, all. */
  readonly maxFeatures?: number | null;
  /** Bits of the hash that n-grams are counted by instead of one by one, 8 to 26; default null. */
  readonly hashBits?: number | null;
  /** The strength of the data against the penalty; default 10. */
  readonly C?: number;
  /** The weight of each class in the loss; default null, all 1. */
  readonly classWeight?: ClassWeight;
  /** The largest derivative at which the fit ends; default 1e-4. */
  readonly tol?: number;
  /** The most Newton steps; default 100. */
  readonly maxIter?: number;
}
