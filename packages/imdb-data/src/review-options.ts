import { checkWhole } from "@rnn/tensor/checks";

/** Word numbers are stored in 32 bits. */
export const int32 = { most: 2 ** 31 - 1 };
export const int32OrNull = { ...int32, nullable: true };

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
  checkWhole(caller, "numWords", numWords, 0, int32OrNull);
  checkWhole(caller, "skipTop", skipTop, 0, int32);
  checkWhole(caller, "maxlen", maxlen, 0, int32OrNull);
  checkWhole(caller, "seed", seed, 0, { most: 2 ** 32 - 1 });
  checkWhole(caller, "startChar", startChar, 0, int32OrNull);
  checkWhole(caller, "oovChar", oovChar, 0, int32OrNull);
  checkWhole(caller, "indexFrom", indexFrom, 0, int32);
  return { numWords, skipTop, maxlen, seed, startChar, oovChar, indexFrom };
}
