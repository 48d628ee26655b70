import { RaggedTensor } from "@rnn/tensor";
import { applyReviewOptions, type Reviews, type StoredReviews } from "../apply-review-options.ts";
import type { ResolvedReviewOptions, ReviewOptions } from "../review-options.ts";
import type {
  ArchivedReview,
  DataSource,
  StanfordOptions,
  StanfordSourceOptions,
} from "../sources/source.ts";
import { Int32List } from "./int32-list.ts";
import { rankWords } from "./rank-words.ts";
import { readReviews } from "./read-reviews.ts";
import { WordTable } from "./word-table.ts";

/** What `loadData` takes for Stanford's archive. */
export interface StanfordDataOptions extends ReviewOptions, StanfordSourceOptions {
  /** Whether the reviews' texts come with their ids; default false. They take 70 MB. */
  texts?: boolean | undefined;
}

/** What `loadData` returns for Stanford's archive, and the word index that goes with it. */
export interface StanfordData extends Reviews {
  /** What `getWordIndex` returns. */
  readonly wordIndex: Map<string, number>;
  readonly source: DataSource;
}

/** The texts that go with the rows, where `texts` is true. */
export interface ReviewTexts {
  /** The text of each row of `xTrain`. */
  readonly textsTrain: readonly string[];
  /** The text of each row of `xTest`. */
  readonly textsTest: readonly string[];
}

/** See `loadData`. */
export async function loadStanfordData(
  caller: string,
  options: StanfordDataOptions,
  resolved: ResolvedReviewOptions,
): Promise<StanfordData & Partial<ReviewTexts>> {
  const { table, train, test, path } = await readNumbers(caller, options);
  const { ranks, wordIndex } = rankWords(table, rows(train));
  const stored = [train, test].map((half) => toStoredReviews(half, ranks));
  const reviews = applyReviewOptions(caller, stored[0], stored[1], resolved);
  const data: StanfordData = { ...reviews, source: { kind: "stanford", path }, wordIndex };
  if (!options.texts) return data;
  return {
    ...data,
    textsTrain: Array.from(reviews.orderTrain, (i) => train.reviews[i].text),
    textsTest: Array.from(reviews.orderTest, (i) => test.reviews[i].text),
  };
}

/** See `getWordIndex`. */
export async function readStanfordWordIndex(
  caller: string,
  options: StanfordOptions,
): Promise<Map<string, number>> {
  const { table, train } = await readNumbers(caller, options);
  return rankWords(table, rows(train)).wordIndex;
}

/** Half the reviews, in the order of the data set. */
interface NumberedHalf {
  readonly reviews: readonly NumberedReview[];
  /** Of all their words, in the order of the archive. */
  readonly numbers: Int32List;
}

interface NumberedReview {
  readonly name: string;
  readonly label: 0 | 1;
  /** Its words are `numbers` from `begin` to `end`. */
  readonly begin: number;
  readonly end: number;
  /** Empty where texts are not asked for. */
  readonly text: string;
}

async function readNumbers(
  caller: string,
  options: StanfordOptions & Pick<StanfordDataOptions, "texts">,
): Promise<{ table: WordTable; train: NumberedHalf; test: NumberedHalf; path: string }> {
  const table = new WordTable();
  const numbers = { train: new Int32List(), test: new Int32List() };
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  const keep = ({ split, name, label, bytes }: ArchivedReview): NumberedReview => {
    const begin = numbers[split].length;
    table.addText(bytes, numbers[split]);
    const text = options.texts ? utf8.decode(bytes) : "";
    return { name, label, begin, end: numbers[split].length, text };
  };
  const { train, test, path } = await readReviews(caller, options, keep);
  return {
    table,
    train: { reviews: train, numbers: numbers.train },
    test: { reviews: test, numbers: numbers.test },
    path,
  };
}

/** The numbers of each review's words. */
function* rows({ reviews, numbers }: NumberedHalf): Generator<Int32Array> {
  const values = numbers.values();
  for (const { begin, end } of reviews) yield values.subarray(begin, end);
}

/** The reviews as imdb.npz stores them: a word without a rank, which only a test review can have, is left out. */
function toStoredReviews(half: NumberedHalf, ranks: Int32Array): StoredReviews {
  const values = new Int32Array(half.numbers.length);
  const rowOffsets = new Int32Array(half.reviews.length + 1);
  let row = 0;
  let next = 0;
  for (const numbers of rows(half)) {
    for (const number of numbers) {
      if (ranks[number] > 0) values[next++] = ranks[number];
    }
    rowOffsets[++row] = next;
  }
  const x = new RaggedTensor(values.subarray(0, next), rowOffsets);
  return { x, y: Int32Array.from(half.reviews, ({ label }) => label) };
}
