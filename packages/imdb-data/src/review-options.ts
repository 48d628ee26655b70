import { checkWhole } from "./known-options.ts";

/**
 * Keras's options for how reviews are ordered, marked and cut. Null stands for Python's None.
 */
export interface ReviewOptions {
  /**
   * Ids from `numWords` on become `oovChar`; null (the default) or 0: the highest id that occurs, which
   * therefore becomes `oovChar`, as in Keras.
   */
  numWords?: number | null | undefined;
  /** Ids below this become `oovChar`, the start mark included; default 0. */
  skipTop?: number | undefined;
  /**
   * Only reviews with fewer ids than this are kept, the start mark counted: a review of exactly
   * `maxlen` ids is dropped, none is shortened. Null (the default) or 0: all are kept.
   */
  maxlen?: number | null | undefined;
  /** Of the order of the reviews; default 113. */
  seed?: number | undefined;
  /** The id put before each review; default 1; null: none. */
  startChar?: number | null | undefined;
  /** The id in place of those that are cut; default 2; null: they are left out. */
  oovChar?: number | null | undefined;
  /** Added to each rank, so that the most frequent word has the id `indexFrom + 1`; default 3. */
  indexFrom?: number | undefined;
}

/** `ReviewOptions` with their defaults filled in. */
export type ResolvedReviewOptions = {
  readonly [K in keyof ReviewOptions]-?: Exclude<ReviewOptions[K], undefined>;
};

/** The names of `ReviewOptions`. */
export const reviewOptionNames = [
  "numWords",
  "skipTop",
  "maxlen",
  "seed",
  "startChar",
  "oovChar",
  "indexFrom",
] as const satisfies readonly (keyof ReviewOptions)[];

/** Fills in the defaults. @throws TypeError or RangeError where a value is not one that Keras takes. */
export function resolveReviewOptions(
  caller: string,
  options: ReviewOptions,
): ResolvedReviewOptions {
  const {
    numWords = null,
    skipTop = 0,
    maxlen = null,
    seed = 113,
    startChar = 1,
    oovChar = 2,
    indexFrom = 3,
  } = options;
  checkWhole(caller, "numWords", numWords, { nullable: true });
  checkWhole(caller, "skipTop", skipTop);
  checkWhole(caller, "maxlen", maxlen, { nullable: true });
  checkWhole(caller, "seed", seed, { most: 2 ** 32 - 1 });
  checkWhole(caller, "startChar", startChar, { nullable: true });
  checkWhole(caller, "oovChar", oovChar, { nullable: true });
  checkWhole(caller, "indexFrom", indexFrom);
  return { numWords, skipTop, maxlen, seed, startChar, oovChar, indexFrom };
}
