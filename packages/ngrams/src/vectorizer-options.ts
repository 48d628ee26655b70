import {
  checkChoice,
  checkOptions,
  checkType,
  checkWhole,
  describeValue,
} from "@rnn/tensor/checks";

/** What is counted: n-grams of words, or of characters within the bounds of words. */
export type Analyzer = "word" | "char_wb";

/** The options of a TfidfVectorizer. Defaults are scikit-learn's. */
export interface TfidfOptions {
  /** Default `"word"`. `"char_wb"` puts a space at both ends of each word. */
  readonly analyzer?: Analyzer;
  /** The shortest and the longest n-gram; default `[1, 1]`. */
  readonly ngramRange?: readonly [number, number];
  /** Whether texts are put into lower case first; default true. */
  readonly lowercase?: boolean;
  /** Whether a count of c weighs 1 + ln c; default false. */
  readonly sublinearTf?: boolean;
  /** Whether rare n-grams weigh more; default true. */
  readonly useIdf?: boolean;
  /** Whether document frequencies count one text more that holds everything; default true. */
  readonly smoothIdf?: boolean;
  /** `"l2"`, the default, makes each row's Euclidean length 1; null leaves rows as they are. */
  readonly norm?: "l2" | null;
  /** Leaves out n-grams of fewer texts than this: a whole number, or a share below 1; default 1. */
  readonly minDf?: number;
  /** Leaves out n-grams of more texts than this: a share up to 1, or a whole number above; default 1. */
  readonly maxDf?: number;
  /** Keeps the n-grams that are most frequent in all texts; default null, all. */
  readonly maxFeatures?: number | null;
  /**
   * Counts n-grams by a hash of so many bits, 8 to 26, instead of one by one: memory stays bounded, and
   * columns have no names. Default null: exact. Not together with `minDf`, `maxDf` and `maxFeatures`.
   */
  readonly hashBits?: number | null;
}

/** The options with their defaults. */
export type ResolvedTfidfOptions = Required<TfidfOptions>;

const defaults: ResolvedTfidfOptions = {
  analyzer: "word",
  ngramRange: [1, 1],
  lowercase: true,
  sublinearTf: false,
  useIdf: true,
  smoothIdf: true,
  norm: "l2",
  minDf: 1,
  maxDf: 1,
  maxFeatures: null,
  hashBits: null,
};

/** @throws TypeError, RangeError for an unknown option or a wrong value */
export function resolveTfidfOptions(caller: string, given: TfidfOptions): ResolvedTfidfOptions {
  checkOptions(caller, given, Object.keys(defaults));
  const options = { ...defaults, ...given };
  checkChoice(caller, "analyzer", options.analyzer, ["word", "char_wb"]);
  checkRange(caller, "ngramRange", options.ngramRange);
  checkType(caller, "lowercase", options.lowercase, "boolean");
  checkType(caller, "sublinearTf", options.sublinearTf, "boolean");
  checkType(caller, "useIdf", options.useIdf, "boolean");
  checkType(caller, "smoothIdf", options.smoothIdf, "boolean");
  if (options.norm !== null) checkChoice(caller, "norm", options.norm, ["l2"]);
  checkFrequency(caller, "minDf", options.minDf);
  checkFrequency(caller, "maxDf", options.maxDf);
  checkWhole(caller, "maxFeatures", options.maxFeatures, 1, { nullable: true });
  checkWhole(caller, "hashBits", options.hashBits, 8, { most: 26, nullable: true });
  const selects = options.minDf !== 1 || options.maxDf !== 1 || options.maxFeatures !== null;
  if (options.hashBits !== null && selects) {
    throw new RangeError(
      `${caller}: expected hashBits without minDf, maxDf and maxFeatures, got both. Hashed n-grams cannot be left out one by one.`,
    );
  }
  return { ...options, ngramRange: [options.ngramRange[0], options.ngramRange[1]] };
}

/** The longest n-gram that makes sense: beyond it every text has its own. */
const longestNgram = 16;

/** @throws TypeError, RangeError unless the value is a pair of lengths, the shorter first */
export function checkRange(caller: string, name: string, value: unknown): void {
  if (!Array.isArray(value) || value.length !== 2) {
    throw new TypeError(
      `${caller}: expected ${name} to be a pair such as [1, 2], got ${describeValue(value)}.`,
    );
  }
  const [least, most] = value as [unknown, unknown];
  checkWhole(caller, `${name}[0]`, least, 1, { most: longestNgram });
  checkWhole(caller, `${name}[1]`, most, least as number, { most: longestNgram });
}

function checkFrequency(caller: string, name: string, value: unknown): void {
  checkType(caller, name, value, "number");
  const number = value as number;
  if (!(number >= 0) || (number > 1 && !Number.isInteger(number))) {
    throw new RangeError(
      `${caller}: expected ${name} to be a share from 0 to 1 or a whole number, got ${number}.`,
    );
  }
}
