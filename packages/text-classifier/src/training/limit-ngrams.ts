import { type NgramClassifierOptions, TfidfVectorizer } from "@rnn/ngrams";

/** What n-grams are fitted to and with. */
export interface LimitedNgrams {
  /** How many rows. */
  readonly rows: number;
  readonly options: NgramClassifierOptions;
}

/** N-grams of all rows that are counted at once: they take up to a gigabyte on the way. */
const mostCounted = 50_000_000;
/** So many rows are never too many. */
const fewRows = 250_000;
/** Of more rows, so many coefficients of words and of characters each. */
const mostCoefficients = 2 ** 23;

/**
 * To how many rows n-grams can be fitted in memory: to all, but for those of very many texts, of which an evenly spread
 * part will do. Of these rarer n-grams are left out too, so that memory is bounded.
 *
 * @param some of the texts, to tell by how many n-grams one has
 */
export function limitNgrams(
  some: readonly string[],
  given: {
    readonly rows: number;
    readonly classes: number;
    readonly options: NgramClassifierOptions;
  },
): LimitedNgrams {
  const { rows, classes, options } = given;
  if (rows <= fewRows) return { rows, options };
  const counted = countNgrams(some, options) / some.length;
  const most = Math.max(fewRows, Math.floor(mostCounted / counted));
  if (rows <= most) return { rows, options };
  const outputs = classes === 2 ? 1 : classes;
  const { maxFeatures = Math.max(1, Math.floor(mostCoefficients / outputs)) } = options;
  return { rows: most, options: { ...options, maxFeatures } };
}

/** How many different n-grams the texts have, summed over them. */
function countNgrams(texts: readonly string[], options: NgramClassifierOptions): number {
  const { words = [1, 2], characters = [1, 4], lowercase = true } = options;
  const count = (analyzer: "word" | "char_wb", ngramRange: readonly [number, number] | null) =>
    ngramRange === null
      ? 0
      : new TfidfVectorizer({ analyzer, ngramRange, lowercase }).fitTransform(texts).indices.length;
  return count("word", words) + count("char_wb", characters);
}
