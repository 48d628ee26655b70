import {
  checkArgumentCount,
  checkList,
  checkOptions,
  checkType,
  checkWhole,
  describeValue,
} from "@rnn/tensor/checks";
import { readDataFile } from "#platform";
import { DatasetError } from "./dataset-error.ts";
import { datasetFiles } from "./dataset-files.ts";
import { fileKind, stanfordGiven } from "./file-kind.ts";
import { int32, int32OrNull, type ReviewOptions } from "./review-options.ts";
import {
  checkSource,
  type SourceOptions,
  type StanfordSourceOptions,
  sourceOptionNames,
  stanfordOptionNames,
} from "./sources/source.ts";
import { readStanfordWordIndex } from "./stanford/load-stanford-data.ts";

/** The official file has 1.6 MB. */
const maxBytes = 2 ** 26;

/** A word may be a bracket or have one; objects and lists inside each other take some fifty times their text. */
const maxBrackets = 2 ** 16;

/**
 * The rank of each word by how often the training reviews use it, the most frequent (1) first. Ids in
 * reviews are ranks plus `indexFrom`. The file is looked for as `loadData` does.
 *
 * From Stanford's archive (`{ source: "stanford", path }`, Node only) the same ranks are computed,
 * which reads all of it: where `loadData` reads it too, take the `wordIndex` that comes with the data.
 *
 * @throws DatasetError where the file cannot be had or is not a word index. TypeError for an unknown option.
 *
 * @example
 * ```ts no-run
 * const wordIndex = await getWordIndex();
 * wordIndex.get("movie"); // => 17
 * ```
 *
 * Python twin: `keras.datasets.imdb.get_word_index`, a dict in the order of the file.
 */
export async function getWordIndex(
  options: SourceOptions | StanfordSourceOptions = {},
): Promise<Map<string, number>> {
  checkArgumentCount("getWordIndex", arguments, 1);
  if (options?.source === "stanford") {
    checkOptions("getWordIndex", options, ["source", ...stanfordOptionNames]);
    return readStanfordWordIndex("getWordIndex", options);
  }
  checkOptions("getWordIndex", options, sourceOptionNames);
  checkSource("getWordIndex", options);
  const { bytes, location } = await readDataFile("getWordIndex", datasetFiles.wordIndex, options);
  options.signal?.throwIfAborted();
  if (bytes.length > maxBytes) {
    throw formatError(`at most ${maxBytes} bytes`, `${bytes.length}`, location);
  }
  if (countBrackets(bytes) > maxBrackets) {
    throw formatError("one object, which holds no others", "brackets without number", location);
  }
  if (fileKind(bytes) === "gzip") {
    throw formatError("JSON", stanfordGiven.got, location, stanfordGiven.advice);
  }
  let index: unknown;
  try {
    index = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw formatError("JSON", (cause as Error).message, location, "", cause);
  }
  if (typeof index !== "object" || index === null || Array.isArray(index)) {
    throw formatError("an object of words and ranks", describe(index), location);
  }
  const entries = Object.entries(index as Record<string, unknown>);
  for (const [word, rank] of entries) {
    if (!Number.isInteger(rank) || (rank as number) < 1 || (rank as number) > 2 ** 31 - 1) {
      const got = `${describe(rank)} for ${describe(word)}`;
      throw formatError("ranks of 1 or more", got, location);
    }
  }
  return new Map((entries as [string, number][]).sort(([, a], [, b]) => a - b));
}

/** Throws a TypeError unless `wordIndex` is a Map, also one of another frame or context of the host. */
function checkWordIndex(caller: string, wordIndex: unknown): void {
  if (Object.prototype.toString.call(wordIndex) === "[object Map]") return;
  throw new TypeError(
    `${caller}: expected wordIndex to be a Map of words and ranks, got ${describeValue(wordIndex)}. ` +
      "getWordIndex returns one; new Map(Object.entries(object)) makes one of an object.",
  );
}

/** A value of the file as messages show it: its beginning. */
function describe(value: unknown): string {
  return JSON.stringify(value).slice(0, 40);
}

function countBrackets(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 0x5b || bytes[i] === 0x7b) count++;
  }
  return count;
}

function formatError(
  expected: string,
  got: string,
  location: string,
  advice = "",
  cause?: unknown,
): DatasetError {
  return new DatasetError(
    "ERR_RNN_DATASET_FORMAT",
    `getWordIndex: expected ${expected}, got ${got} (in ${location}). ${advice}`.trim(),
    { location, ...(cause === undefined ? {} : { cause }) },
  );
}

/** The words of each index by rank, made at its first use. */
const wordsByRank = new WeakMap<ReadonlyMap<string, number>, { size: number; words: string[] }>();

function wordsOf(wordIndex: ReadonlyMap<string, number>): readonly string[] {
  const known = wordsByRank.get(wordIndex);
  if (known?.size === wordIndex.size) return known.words;
  const words: string[] = [];
  for (const [word, rank] of wordIndex) words[rank] = word;
  wordsByRank.set(wordIndex, { size: wordIndex.size, words });
  return words;
}

/**
 * The words of a review, one space between them; `?` for an id without a word, such as the marks for
 * padding, start and out of vocabulary.
 *
 * @param ids a row of `xTrain`, or any list of ids
 * @param wordIndex ranks from `getWordIndex`; an index is not to be changed once it has been used here
 * @param options.indexFrom what was added to the ranks; default 3, as in `loadData`
 *
 * @example
 * ```ts
 * const wordIndex = new Map([["the", 1], ["film", 2], ["good", 3]]);
 * decodeReview([1, 4, 5, 2, 6], wordIndex); // => "? the film ? good"
 * ```
 *
 * Python twin: the inverted dict of the Keras docs.
 */
export function decodeReview(
  ids: Iterable<number>,
  wordIndex: ReadonlyMap<string, number>,
  options: { indexFrom?: number | undefined } = {},
): string {
  const caller = "decodeReview";
  checkArgumentCount(caller, arguments, 3);
  checkList(caller, "ids", ids, "numbers");
  checkWordIndex(caller, wordIndex);
  checkOptions(caller, options, ["indexFrom"]);
  const { indexFrom = 3 } = options;
  checkWhole(caller, "indexFrom", indexFrom, 0, int32);
  const words = wordsOf(wordIndex);
  const wordOf = (id: number, i: number): string => {
    checkType(caller, `ids[${i}]`, id, "number");
    return words[id - indexFrom] ?? "?";
  };
  return Array.from(ids, wordOf).join(" ");
}

/** What `encodeReview` takes: the options of `loadData` by which one review is encoded. */
export type EncodeReviewOptions = Pick<
  ReviewOptions,
  "numWords" | "skipTop" | "startChar" | "oovChar" | "indexFrom"
>;

/** Stand for a space in a review; apostrophes are part of words. */
const separators = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~\t\n]/g;

/**
 * A text as ids, as the reviews of `loadData` are made from theirs: A to Z in lower case (other letters
 * as they are), punctuation to spaces, split at spaces, each word's rank plus `indexFrom`.
 *
 * Two rules differ from those of the data set. A word that is not in the index becomes `oovChar`; the data
 * set left such words out. And `numWords: null` cuts nothing; in `loadData` it costs the highest id.
 *
 * @param options.numWords ids from this on become `oovChar`; default null
 * @param options.skipTop ids below this become `oovChar`, the start mark included; default 0
 * @param options.startChar default 1; null: none. @param options.oovChar default 2; null: left out
 * @param options.indexFrom default 3
 *
 * @example
 * ```ts
 * const wordIndex = new Map([["the", 1], ["film", 2], ["good", 3]]);
 * encodeReview("The film: GOOD, surprisingly!", wordIndex); // => [1, 4, 5, 6, 2]
 * ```
 *
 * Python twin: none; Keras does not publish how its reviews were made.
 */
export function encodeReview(
  text: string,
  wordIndex: ReadonlyMap<string, number>,
  options: EncodeReviewOptions = {},
): Int32Array {
  const names = ["numWords", "skipTop", "startChar", "oovChar", "indexFrom"];
  checkArgumentCount("encodeReview", arguments, 3);
  checkType("encodeReview", "text", text, "string");
  checkWordIndex("encodeReview", wordIndex);
  checkOptions("encodeReview", options, names);
  const { numWords = null, skipTop = 0, startChar = 1, oovChar = 2, indexFrom = 3 } = options;
  checkWhole("encodeReview", "numWords", numWords, 0, int32OrNull);
  checkWhole("encodeReview", "skipTop", skipTop, 0, int32);
  checkWhole("encodeReview", "startChar", startChar, 0, int32OrNull);
  checkWhole("encodeReview", "oovChar", oovChar, 0, int32OrNull);
  checkWhole("encodeReview", "indexFrom", indexFrom, 0, int32);
  const limit = numWords || Infinity;
  const words = text
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(separators, " ")
    .split(" ")
    .filter((word) => word !== "");
  const ids: (number | null)[] = words.map((word) => {
    const rank = wordIndex.get(word);
    return rank === undefined ? null : rank + indexFrom;
  });
  if (startChar !== null) ids.unshift(startChar);
  const cut = ids.map((id) => (id !== null && id >= skipTop && id < limit ? id : oovChar));
  return Int32Array.from(cut.filter((id) => id !== null));
}
