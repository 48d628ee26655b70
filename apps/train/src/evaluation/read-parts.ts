import { DatasetError, decodeReview } from "@rnn/imdb-data";
import {
  LabelledTextError,
  type LabelledTextStream,
  matchClassNames,
  sampleStreamedData,
  streamLabelledTexts,
  streamTexts,
} from "@rnn/labelled-text";
import { isImdb } from "../data/is-imdb.ts";
import { loadReviews } from "../data/load-reviews.ts";
import { nameSources, openSources } from "../data/open-data.ts";
import { withOption } from "../options/name-option.ts";
import { type TableOptions, tableOptionsOf } from "../options/table-options.ts";
import { formatReading } from "../progress/format-reading.ts";
import { showDownloadProgress } from "../progress/show-download-progress.ts";
import type { Steps } from "../progress/show-steps.ts";
import type { Streams } from "../streams.ts";

/** Labelled texts to score a model with. */
export interface Parts {
  readonly train: LabelledTextStream;
  readonly test: LabelledTextStream | undefined;
  /** Whole sentences: what was left out, and labels that are spelled in another way. */
  readonly remarks: readonly string[];
}

/** How a table is read, and whether its texts count by a column of it. */
export interface WeightedTableOptions extends TableOptions {
  readonly weightColumn?: string;
}

/** What the reading works with. */
export interface ReadingContext extends Streams {
  readonly stdin: NodeJS.ReadableStream;
  readonly classNames: readonly string[];
  /** At most so many texts of each part; undefined for all. */
  readonly limit: number | undefined;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
  readonly steps: Steps;
}

/**
 * The labelled texts that `--data` names, each label the class of the model that bears its name.
 * @throws Error that names `--data` for labels that are not a class of the model, or data that cannot be read
 */
export async function readParts(
  sources: readonly string[],
  options: WeightedTableOptions,
  context: ReadingContext,
): Promise<Parts> {
  const [data] = sources;
  const isReviews = sources.length === 1 && (await isImdb(data));
  if (isReviews) refuseForReviews(options);
  const reading = isReviews ? readReviews(data, context) : readTables(sources, options, context);
  return reading.catch((error: unknown) => {
    throw withOption("--data", error, [DatasetError, LabelledTextError]);
  });
}

async function readTables(
  paths: readonly string[],
  options: WeightedTableOptions,
  { classNames, limit, signal, steps, stdin }: ReadingContext,
): Promise<Parts> {
  const sources = openSources(paths, stdin);
  const data = await streamLabelledTexts(sources, {
    ...options,
    classNames,
    signal,
    onProgress: (progress) => steps.show(formatReading(nameSources(paths), progress)),
  });
  const read = limit === undefined ? data : await sampleStreamedData(data, { limit });
  const { weights } = read.train;
  if (weights?.every((weight) => weight === 0)) {
    throw new Error(
      `--weight-column: expected a weight above 0 in some row, got 0 in all (in ${nameSources(paths)}). ` +
        "Nothing would be counted.",
    );
  }
  return read;
}

/** The reviews' labels are numbers, and have these names; of several, those that the model's classes have. */
const reviewClassNames = [
  ["negative", "positive"],
  ["neg", "pos"],
  ["0", "1"],
] as const;

function reviewClasses(classNames: readonly string[]): readonly string[] {
  const own = new Set(classNames.map((name) => name.trim().toLowerCase()));
  const found = reviewClassNames.find((names) => names.every((name) => own.has(name)));
  return found ?? reviewClassNames[0];
}

async function readReviews(
  data: string,
  { stderr, signal, quiet, classNames, limit }: ReadingContext,
): Promise<Parts> {
  if (limit !== undefined) throw forOwnTexts("--limit");
  const { indices, remarks } = matchClassNames(reviewClasses(classNames), classNames, data);
  const onProgress = showDownloadProgress(stderr, quiet);
  const everyWord = { numWords: 2 ** 30, skipTop: 0 };
  const loaded = await loadReviews({ data, ...everyWord }, { stderr, signal, onProgress });
  const { wordIndex } = loaded;
  if (wordIndex === undefined) {
    throw new Error(
      "evaluate: expected imdb_word_index.json beside imdb.npz, got none. The model reads words, not their ids.",
    );
  }
  const part = (name: string, x: typeof loaded.xTrain, y: typeof loaded.yTrain) =>
    streamTexts({
      texts: Array.from({ length: x.length }, (_, n) => decodeReview(x.row(n), wordIndex)),
      labels: Uint8Array.from(y.astype("int32").data, (label) => indices[label]),
      origins: Array.from({ length: x.length }, (_, n) => `${name}[${n}]`),
    });
  return {
    train: part("xTrain", loaded.xTrain, loaded.yTrain),
    test: part("xTest", loaded.xTest, loaded.yTest),
    remarks,
  };
}

/** @throws Error where the reviews, which are no table, were named with options of one */
function refuseForReviews({ weightColumn, ...options }: WeightedTableOptions): void {
  const [given] = Object.keys({
    ...tableOptionsOf(options),
    ...(weightColumn !== undefined && { weightColumn }),
  });
  if (given !== undefined) throw forOwnTexts(`--${given.replace("Column", "-column")}`);
}

function forOwnTexts(option: string): Error {
  return new Error(
    `${option}: expected texts of your own, got the chapter's reviews. Leave it out.`,
  );
}

/** The part asked for; all of it where the data has no test part. */
export function choosePart(
  { train, test }: Parts,
  part: "test" | "train" | "all",
): LabelledTextStream {
  if (test === undefined || part === "train") return train;
  if (part === "test") return test;
  return {
    length: train.length + test.length,
    labels: joinLabels(train.labels, test.labels),
    async *batches() {
      yield* train.batches();
      yield* test.batches();
    },
  };
}

function joinLabels(first: ArrayLike<number>, second: ArrayLike<number>): Uint16Array {
  const labels = new Uint16Array(first.length + second.length);
  labels.set(first);
  labels.set(second, first.length);
  return labels;
}
