import { checkArgumentCount, checkOptions, checkType, checkWhole } from "@rnn/tensor/checks";
import { readDataFile } from "#platform";
import { applyReviewOptions, type Reviews } from "./apply-review-options.ts";
import { datasetFiles } from "./dataset-files.ts";
import {
  int32OrNull,
  type ReviewOptions,
  resolveReviewOptions,
  reviewOptionNames,
} from "./review-options.ts";
import {
  checkSource,
  type DataSource,
  type SourceOptions,
  sourceOptionNames,
  stanfordOptionNames,
} from "./sources/source.ts";
import {
  loadStanfordData,
  type ReviewTexts,
  type StanfordData,
  type StanfordDataOptions,
} from "./stanford/load-stanford-data.ts";
import { readStoredReviews } from "./stored-reviews.ts";

/** What `loadData` takes for Keras's file: Keras's options, and where the file comes from. */
export interface KerasDataOptions extends ReviewOptions, SourceOptions {
  /**
   * How many reviews each half must have; default 25,000. Null takes any number: for a file of your own
   * in the same layout.
   */
  size?: number | null | undefined;
  /** Keras's file has none. */
  texts?: undefined;
}

/** What `loadData` takes: Keras's options, and which data it reads them from. */
export type LoadDataOptions = KerasDataOptions | StanfordDataOptions;

/** What `loadData` returns: the reviews and where they came from. */
export interface LoadedData extends Reviews {
  readonly source: DataSource;
}

/**
 * The IMDB reviews, exactly as Keras's `imdb.load_data` returns them for the same options. Each review is
 * a list of ids: the start mark (1), then for each word its rank by frequency plus 3; what is cut out
 * becomes 2; 0 is left for padding.
 *
 * Keras's file is looked for, in this order, at `path`; in the folder `RNN_DATA_DIR`; in Keras's cache and
 * in this package's own, if it is the official one there; and downloaded. In a browser it is fetched.
 *
 * With `source: "stanford"` the same data is made from the reviews' texts, Stanford's archive
 * `aclImdb_v1.tar.gz` at `path`: equal in every id under all options, ties in the word index included. It
 * is read as a stream, by Node only, and brings the word index with it; with `texts: true` each row's text.
 *
 * Keras's own surprises are kept, since models depend on them: the start mark falls under `skipTop` too;
 * `maxlen` drops reviews rather than shorten them, those of exactly `maxlen` ids included; without
 * `numWords` the highest id is lost; with `oovChar: null` a review may become empty.
 *
 * @returns `xTrain` and `xTest` (25,000 rows), `yTrain` and `yTest` (shape [25000], int32, 1 positive),
 *   `orderTrain` and `orderTest` (which review each row is) and `source`; of Stanford's archive also
 *   `wordIndex`, and `textsTrain` and `textsTest` where asked for
 * @throws DatasetError where the file cannot be had or is not the data set; see its codes. TypeError for
 *   an unknown option, RangeError for a value out of range and a `maxlen` that leaves no review.
 *
 * @example
 * ```ts no-run
 * const { xTrain, yTrain } = await loadData({ skipTop: 20, numWords: 100 });
 * xTrain.filter((id) => id > 2).row(0).length; // => 59
 * yTrain.slice([0, 5]).toArray(); // => [1, 0, 0, 1, 0]
 * ```
 *
 * ```ts
 * // Of a tiny archive in the same layout; for the real one leave out size.
 * const path = "aclImdb_v1.tar.gz";
 * const options = { source: "stanford", path, size: null, numWords: 100, texts: true } as const;
 * const { xTrain, textsTrain, wordIndex } = await loadData(options);
 * textsTrain[0]; // => "bad bad <br /> fun"
 * decodeReview(xTrain.row(0), wordIndex); // => "? bad bad br fun"
 * ```
 *
 * Python twin: `keras.datasets.imdb.load_data`. Labels are int32 here, int64 there; `None` is null; there
 * `path` is a name in the cache and unknown options are not noticed.
 */
export function loadData(
  options: StanfordDataOptions & { texts: true },
): Promise<StanfordData & ReviewTexts>;
/** The reviews of Stanford's archive, split into words and numbered as Keras does it. */
export function loadData(options: StanfordDataOptions): Promise<StanfordData>;
/** The reviews that Keras's loader gives, with its options, words and order. */
export function loadData(options?: LoadDataOptions): Promise<LoadedData>;
export async function loadData(options: LoadDataOptions = {}): Promise<LoadedData> {
  const caller = "loadData";
  checkArgumentCount(caller, arguments, 1);
  if (options?.source === "stanford") {
    checkOptions(caller, options, stanfordNames);
    if (options.texts !== undefined) checkType(caller, "texts", options.texts, "boolean");
    return loadStanfordData(caller, options, resolveReviewOptions(caller, options));
  }
  checkOptions(caller, options, kerasNames);
  checkSource(caller, options);
  if (options.texts !== undefined) {
    throw new TypeError(
      `${caller}: expected texts with source "stanford" only, got it with Keras's file, which has none. ` +
        'Leave texts out, or give { source: "stanford", path }.',
    );
  }
  const resolved = resolveReviewOptions(caller, options);
  const { size = 25_000, signal } = options;
  checkWhole(caller, "size", size, 0, int32OrNull);
  const file = await readDataFile(caller, datasetFiles.reviews, options);
  signal?.throwIfAborted();
  const train = await readStoredReviews(file, "train", size);
  signal?.throwIfAborted();
  const test = await readStoredReviews(file, "test", size);
  signal?.throwIfAborted();
  return { ...applyReviewOptions(caller, train, test, resolved), source: file.source };
}

const kerasNames = [...reviewOptionNames, ...sourceOptionNames, "size", "texts"];
const stanfordNames = [...reviewOptionNames, "source", ...stanfordOptionNames, "texts"];
