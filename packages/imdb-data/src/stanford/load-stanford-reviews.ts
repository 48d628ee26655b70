import { Tensor } from "@rnn/tensor";
import { checkArgumentCount, checkOptions } from "@rnn/tensor/checks";
import { type DataSource, type StanfordOptions, stanfordOptionNames } from "../sources/source.ts";
import { readReviews } from "./read-reviews.ts";

/** Half of Stanford's reviews: `names[i]`, `texts[i]`, `labels[i]` and `ratings[i]` are of one review. */
export interface StanfordReviews {
  /** The path of each in the archive, such as `train/pos/0_9.txt`. */
  readonly names: readonly string[];
  /** As written, with capitals, punctuation and line breaks as `<br />`. */
  readonly texts: readonly string[];
  /** Shape [reviews], int32: 1 for a positive review, 0 for a negative one. */
  readonly labels: Tensor<"int32", 1>;
  /** Shape [reviews], int32: the stars given, 1 to 4 in negative reviews and 7 to 10 in positive ones. */
  readonly ratings: Tensor<"int32", 1>;
}

/**
 * The texts and ratings of the reviews out of Stanford's `aclImdb_v1.tar.gz`, in the order that the data set
 * has before `loadData` shuffles it: the positive reviews by name, then the negative ones. The unlabelled
 * reviews are passed over.
 *
 * `orderTrain` and `orderTest` of `loadData` say which review a row is, whichever file the rows came from:
 * the text of row `i` of `xTrain` is `train.texts[orderTrain[i]]`.
 *
 * @param options.path the archive; only Node reads it, as a stream, and writes nothing
 * @param options.size how many reviews each half must have; default 25,000; null: any number
 * @throws DatasetError where the archive cannot be read or does not have the layout of Stanford's. TypeError for an
 *   unknown option.
 *
 * @example
 * ```ts
 * // Of a tiny archive in the same layout; for the real one leave out size.
 * const path = "aclImdb_v1.tar.gz";
 * const { train } = await loadStanfordReviews({ path, size: null });
 * train.names; // => ["train/pos/10_8.txt", "train/pos/1_7.txt", "train/neg/0_1.txt", "train/neg/2_3.txt"]
 * train.ratings; // => [8, 7, 1, 3]
 * const { orderTrain } = await loadData({ source: "stanford", path, size: null });
 * train.texts[orderTrain[0]]; // => "bad bad <br /> fun"
 * ```
 *
 * Python twin: none; `keras.utils.text_dataset_from_directory` reads the unpacked folder.
 */
export async function loadStanfordReviews(
  options: StanfordOptions,
): Promise<{ train: StanfordReviews; test: StanfordReviews; source: DataSource }> {
  checkArgumentCount("loadStanfordReviews", arguments, 1);
  checkOptions("loadStanfordReviews", options, stanfordOptionNames);
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  const { train, test, path } = await readReviews(
    "loadStanfordReviews",
    options,
    ({ name, label, rating, bytes }) => ({ name, label, rating, text: utf8.decode(bytes) }),
  );
  return { train: columns(train), test: columns(test), source: { kind: "stanford", path } };
}

interface Review {
  name: string;
  label: 0 | 1;
  rating: number;
  text: string;
}

function columns(reviews: readonly Review[]): StanfordReviews {
  return {
    names: reviews.map(({ name }) => name),
    texts: reviews.map(({ text }) => text),
    labels: int32(reviews.map(({ label }) => label)),
    ratings: int32(reviews.map(({ rating }) => rating)),
  };
}

function int32(values: readonly number[]): Tensor<"int32", 1> {
  return new Tensor(Int32Array.from(values), "int32", [values.length]);
}
