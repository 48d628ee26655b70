import { type DataSource, decodeReview } from "@rnn/imdb-data";
import { type RaggedTensor, tensor } from "@rnn/tensor";
import type { LoadedReviews } from "../data/load-reviews.ts";
import type { PreparedReviews } from "../data/prepare-reviews.ts";
import type { TrainingOptions } from "../options/training-options.ts";
import { wrapText } from "./wrap-text.ts";

/** What the chapter shows of its data, up to what the network is given. */
export function formatChapterData(
  loaded: LoadedReviews,
  prepared: PreparedReviews,
  { chapter, skipTop, numWords }: TrainingOptions,
): string {
  const { xTrainAll, xTrainSeq, xTrain, xVal } = prepared;
  const first = xTrainAll.row(0);
  const asWords = loaded.wordIndex && wrapText(decodeReview(first, loaded.wordIndex));
  const lengths = xTrainAll.rowLengths();
  return [
    `Reviews: ${describeSource(loaded.source)}`,
    `Ids from ${skipTop} to ${numWords - 1} are kept, the others are 2.`,
    "",
    `train ${countOf(loaded.xTrain)} ${shapeOf(loaded.yTrain)}`,
    `test  ${countOf(loaded.xTest)} ${shapeOf(loaded.yTest)}`,
    "",
    "First training review:",
    ids(loaded.xTrain.row(0)),
    "",
    "Without fillers (ids up to 2):",
    ids(first),
    ...(asWords === undefined ? [] : [asWords]),
    "",
    `Lengths of the first two: ${[...lengths.subarray(0, 2)].join(" ")}`,
    `First ten labels: ${String(loaded.yTrain.slice([0, 10]))}`,
    "",
    `${xTrain.shape[0]} reviews to train on, ${xVal.shape[0]} to validate with. First row, padded:`,
    String(xTrainSeq.slice(0)),
    "",
    chapter === undefined
      ? `One-hot: ${shapeOf(xTrain)}, ${xTrain.nbytes} bytes when written out, ${xTrain.indices.nbytes} as kept here`
      : `Ids: ${shapeOf(xTrainSeq)}, ${xTrainSeq.nbytes} bytes; an embedding reads them as they are`,
  ].join("\n");
}

/** Where reviews came from, in words. */
export function describeSource(source: DataSource): string {
  switch (source.kind) {
    case "synthetic":
      return "synthetic (made up, not IMDB)";
    case "download":
    case "fetch":
      return `IMDB, from ${source.url}`;
    default:
      return `IMDB, from ${source.path}`;
  }
}

function ids(row: Int32Array): string {
  return String(tensor([...row], { dtype: "int32" }));
}

function countOf(x: RaggedTensor): string {
  return `(${x.length},)`;
}

function shapeOf({ shape }: { shape: readonly number[] }): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}
