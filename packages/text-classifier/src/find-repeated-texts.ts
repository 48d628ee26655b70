import type { LabelledTexts } from "@rnn/labelled-text";
import { splitTokens } from "./text/split-tokens.ts";

/** Two rows of the same text, in the order in which they were read. */
export interface RepeatedText {
  readonly text: string;
  readonly first: RowOfText;
  readonly second: RowOfText;
}

/** Where a text is, and its class. */
export interface RowOfText {
  readonly origin: string;
  readonly label: number;
}

/** How many rows, and the first few of them beside those that they repeat. */
export interface RepeatedRows {
  readonly rows: number;
  readonly examples: readonly RepeatedText[];
}

/** Texts that are there more than once: what makes figures flatter, or labels doubtful. */
export interface RepeatedTexts {
  /** Training texts, those for validation included, that repeat an earlier one. */
  readonly train: RepeatedRows;
  /** Test texts that repeat an earlier one. */
  readonly test: RepeatedRows;
  /** Validation texts that are texts to train on too. */
  readonly trainInValidation: RepeatedRows;
  /** Test texts that are training texts too. */
  readonly trainInTest: RepeatedRows;
  /** Texts of any part whose first row has another class. */
  readonly contradictions: RepeatedRows;
}

/** What `findRepeatedTexts` takes besides the texts. */
export interface FindRepeatedTextsOptions {
  /** Rows of the training texts that are kept for validation; default none. */
  readonly validationRows?: ArrayLike<number> | undefined;
}

const mostExamples = 3;

/**
 * Which texts are there more than once, within a part or in two, and which of them under two classes. Texts are the
 * same where they have the same words, as `splitTokens` cuts them: case, punctuation, white space and HTML aside.
 * Those without a word are not compared.
 *
 * @example
 * ```ts
 * const texts = ["A great film!", "so dull", "a great film"];
 * const train = { texts, labels: Uint8Array.of(1, 0, 0), origins: ["a.csv:2", "a.csv:3", "a.csv:4"] };
 * const { contradictions } = findRepeatedTexts({ train, test: undefined });
 * contradictions.rows; // => 1
 * contradictions.examples[0].first; // => { origin: "a.csv:2", label: 1 }
 * ```
 */
export function findRepeatedTexts(
  { train, test }: { readonly train: LabelledTexts; readonly test: LabelledTexts | undefined },
  { validationRows = [] }: FindRepeatedTextsOptions = {},
): RepeatedTexts {
  const kept = new Set(Array.from(validationRows));
  const counts = {
    train: new RowCounter(),
    test: new RowCounter(),
    trainInValidation: new RowCounter(),
    trainInTest: new RowCounter(),
    contradictions: new RowCounter(),
  };
  /** The first row of each text: of all, of those to train on, of the training texts, and of the test texts. */
  const first = new Map<string, Row>();
  const learnt = new Map<string, Row>();
  const inTrain = new Map<string, Row>();
  const inTest = new Map<string, Row>();
  for (const row of rowsOf(train)) {
    counts.train.add(inTrain, row);
    counts.contradictions.add(first, row, (other) => other.label !== row.label);
    if (!kept.has(row.index)) setFirst(learnt, row);
    setFirst(inTrain, row);
    setFirst(first, row);
  }
  for (const row of kept.size === 0 ? [] : rowsOf(train)) {
    if (kept.has(row.index)) counts.trainInValidation.add(learnt, row);
  }
  for (const row of test === undefined ? [] : rowsOf(test)) {
    counts.test.add(inTest, row);
    counts.trainInTest.add(inTrain, row);
    counts.contradictions.add(first, row, (other) => other.label !== row.label);
    setFirst(inTest, row);
    setFirst(first, row);
  }
  return counts;
}

interface Row extends RowOfText {
  readonly index: number;
  readonly text: string;
  /** Its words; empty where it has none. */
  readonly key: string;
}

function* rowsOf({ texts, labels, origins }: LabelledTexts): Generator<Row> {
  for (const [index, text] of texts.entries()) {
    const key = splitTokens(text).join(" ");
    if (key !== "") yield { index, text, key, label: labels[index], origin: origins[index] };
  }
}

function setFirst(rows: Map<string, Row>, row: Row): void {
  if (!rows.has(row.key)) rows.set(row.key, row);
}

/** Counts rows of texts that others have, with a few of them. */
class RowCounter implements RepeatedRows {
  rows = 0;
  readonly examples: RepeatedText[] = [];

  add(
    others: ReadonlyMap<string, Row>,
    row: Row,
    counts: (other: Row) => boolean = () => true,
  ): void {
    const other = others.get(row.key);
    if (other === undefined || !counts(other)) return;
    this.rows++;
    if (this.examples.length === mostExamples) return;
    const [first, second] = [other, row].map(({ origin, label }) => ({ origin, label }));
    this.examples.push({ text: other.text, first, second });
  }
}
