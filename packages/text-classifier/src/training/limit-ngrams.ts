import { type NgramClassifierOptions, TfidfVectorizer } from "@rnn/ngrams";

/** What n-grams are fitted to and with. */
export interface LimitedNgrams {
  /** How many rows. */
  readonly rows: number;
  readonly options: NgramClassifierOptions;
}

/** N-grams of very many rows that are counted at once: they take up to a gigabyte on the way. */
const mostCounted = 50_000_000;
/** So many rows are not too many, unless their texts are so long that they have more than so many n-grams. */
const fewRows = { rows: 250_000, ngrams: 200_000_000 };
/** Ordinary texts have far fewer different n-grams a character, so that few characters need not be counted. */
const mostPerCharacter = 6;
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
  const characters = some.reduce((sum, { length }) => sum + length, 0) / some.length;
  const isSmall = rows * characters * mostPerCharacter <= fewRows.ngrams;
  if (rows <= fewRows.rows && isSmall) return { rows, options };
  const counted = countNgrams(some, options) / some.length;
  const few = Math.min(fewRows.rows, Math.floor(fewRows.ngrams / counted));
  const most = Math.max(1, few, Math.floor(mostCounted / counted));
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
