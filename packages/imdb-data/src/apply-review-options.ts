import { RaggedTensor, RandomState, Tensor } from "@rnn/tensor";
import type { ResolvedReviewOptions } from "./review-options.ts";

/** Reviews as they are stored: rows of ranks (1 is the most frequent word) and labels 0 or 1. */
export interface StoredReviews {
  readonly x: RaggedTensor;
  readonly y: Int32Array;
}

/** Reviews ready for a network, as Keras returns them. */
export interface Reviews {
  /** The ids of each review for training. */
  readonly xTrain: RaggedTensor;
  /** Shape [reviews], int32: 1 for a positive review, 0 for a negative one. */
  readonly yTrain: Tensor<"int32", 1>;
  readonly xTest: RaggedTensor;
  readonly yTest: Tensor<"int32", 1>;
  /**
   * For each row of `xTrain` its review's place in the files, from 0: where reviews stood before they were
   * shuffled and long ones dropped. What else is known of the reviews goes with the rows by it.
   */
  readonly orderTrain: Int32Array;
  /** The same for `xTest`, counted within the test reviews. */
  readonly orderTest: Int32Array;
}

/**
 * Keras's steps in Keras's order: shuffle (training and test reviews from one random stream), put the
 * start mark and the offset, drop long reviews, cut the vocabulary.
 */
export function applyReviewOptions(
  caller: string,
  train: StoredReviews,
  test: StoredReviews,
  options: ResolvedReviewOptions,
): Reviews {
  const random = new RandomState(options.seed);
  const splits = [train, test].map((stored) => {
    const order = random.permutation(stored.x.length).data;
    return { stored, order: keepShort(stored.x, order, options) };
  });
  if (options.maxlen && splits.some(({ order }) => order.length === 0)) {
    throw new RangeError(
      `${caller}: expected reviews of fewer than maxlen ids, got none (maxlen ${options.maxlen}, ` +
        "the start mark counted). Give a larger maxlen.",
    );
  }
  const highest = Math.max(
    ...splits.map(({ stored, order }) => highestId(stored.x, order, options)),
  );
  if (highest > 2 ** 31 - 1) {
    throw new RangeError(
      `${caller}: expected ids of 31 bits, got ${highest} (with indexFrom ${options.indexFrom}). ` +
        "Give a smaller indexFrom.",
    );
  }
  const limit = options.numWords || highest;
  const [[xTrain, yTrain], [xTest, yTest]] = splits.map(
    ({ stored, order }) =>
      [encode(stored.x, order, limit, options), pick(stored.y, order)] as const,
  );
  const [{ order: orderTrain }, { order: orderTest }] = splits;
  return { xTrain, yTrain, xTest, yTest, orderTrain, orderTest };
}

function keepShort(
  { rowOffsets }: RaggedTensor,
  order: Int32Array,
  { maxlen, startChar }: ResolvedReviewOptions,
): Int32Array {
  if (!maxlen) return order;
  const extra = startChar === null ? 0 : 1;
  return order.filter((i) => rowOffsets[i + 1] - rowOffsets[i] + extra < maxlen);
}

function highestId(
  { values, rowOffsets }: RaggedTensor,
  order: Int32Array,
  { startChar, indexFrom }: ResolvedReviewOptions,
): number {
  let highest = -1;
  for (const i of order) {
    for (let j = rowOffsets[i]; j < rowOffsets[i + 1]; j++) {
      if (values[j] > highest) highest = values[j];
    }
  }
  // Reviews without words have no id to add an offset to.
  const highestWord = highest < 0 ? 0 : highest + indexFrom;
  return order.length === 0 ? 0 : Math.max(highestWord, startChar ?? 0);
}

/** The rows in the given order: `[startChar, ...rank + indexFrom]`, with ids outside [skipTop, limit) cut. */
function encode(
  { values, rowOffsets }: RaggedTensor,
  order: Int32Array,
  limit: number,
  { skipTop, startChar, oovChar, indexFrom }: ResolvedReviewOptions,
): RaggedTensor {
  let most = startChar === null ? 0 : order.length;
  for (const i of order) most += rowOffsets[i + 1] - rowOffsets[i];
  const ids = new Int32Array(most);
  const offsets = new Int32Array(order.length + 1);
  let next = 0;
  for (let row = 0; row < order.length; row++) {
    const begin = rowOffsets[order[row]];
    const end = rowOffsets[order[row] + 1];
    // The start mark is cut like any word, so it goes the same way, as the one before the first.
    for (let j = startChar === null ? begin : begin - 1; j < end; j++) {
      const id = j < begin ? (startChar ?? 0) : values[j] + indexFrom;
      if (id >= skipTop && id < limit) ids[next++] = id;
      else if (oovChar !== null) ids[next++] = oovChar;
    }
    offsets[row + 1] = next;
  }
  return new RaggedTensor(next === most ? ids : ids.slice(0, next), offsets);
}

function pick(labels: Int32Array, order: Int32Array): Tensor<"int32", 1> {
  return new Tensor(
    order.map((i) => labels[i]),
    "int32",
    [order.length],
  );
}
