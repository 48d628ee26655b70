import type { ClassLabels } from "@rnn/labelled-text";
import { splitTokens } from "./text/split-tokens.ts";
import { TextNumbers } from "./text-numbers.ts";

/** A row of a part. */
export interface PartRow {
  readonly part: "train" | "test";
  readonly row: number;
}

/** How many rows repeat others, and the first few of them: the row that is repeated, and the one that repeats it. */
export interface RepeatedPairs {
  readonly rows: number;
  readonly pairs: readonly (readonly [first: PartRow, second: PartRow])[];
}

/** The same by what is repeated where: see `RepeatedTexts`. */
export interface RepeatedRowsByKind {
  readonly train: RepeatedPairs;
  readonly test: RepeatedPairs;
  readonly trainInValidation: RepeatedPairs;
  readonly trainInTest: RepeatedPairs;
  readonly contradictions: RepeatedPairs;
}

const mostPairs = 3;
const none = -1;

/** The labels of both parts, and which rows of the first are kept for validation. */
interface Parts {
  readonly trainLabels: ClassLabels;
  readonly testLabels: ClassLabels;
  readonly validationRows: ArrayLike<number>;
}

/**
 * Finds rows of the same text, all texts of the first part given one after the other, and then all of the second. Texts
 * are the same where they have the same words.
 */
export class RepeatedRowsFinder {
  readonly #parts: Parts;
  readonly #numbers = new TextNumbers();
  readonly #isKept: Uint8Array;
  /** The number of the text of each row of the first part; none without a word. */
  readonly #numberOfRow: Int32Array;
  /** By a text's number the first row of the first part, of those of it that are learnt, and of the second part. */
  readonly #firstInTrain = new RowsByNumber();
  readonly #firstLearnt = new RowsByNumber();
  readonly #firstInTest = new RowsByNumber();
  readonly #found = {
    train: new PairCounter(),
    test: new PairCounter(),
    trainInValidation: new PairCounter(),
    trainInTest: new PairCounter(),
    contradictions: new PairCounter(),
  };
  #trainRow = 0;
  #testRow = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { trainLabels, validationRows } = parts;
    this.#isKept = new Uint8Array(trainLabels.length);
    for (let at = 0; at < validationRows.length; at++) this.#isKept[validationRows[at]] = 1;
    this.#numberOfRow = new Int32Array(trainLabels.length);
  }

  /** Takes the next text of the first part. */
  addTrain(text: string): void {
    const row = this.#trainRow++;
    const number = this.#numberOf(text);
    this.#numberOfRow[row] = number;
    if (number === none) return;
    const first = this.#firstInTrain.get(number);
    if (first !== none) {
      const pair = [inTrain(first), inTrain(row)] as const;
      this.#found.train.add(pair);
      const { trainLabels } = this.#parts;
      if (trainLabels[first] !== trainLabels[row]) this.#found.contradictions.add(pair, number);
    }
    this.#firstInTrain.setFirst(number, row);
    if (this.#isKept[row] === 0) this.#firstLearnt.setFirst(number, row);
  }

  /** Takes the next text of the second part. */
  addTest(text: string): void {
    const row = this.#testRow++;
    const number = this.#numberOf(text);
    if (number === none) return;
    const { trainLabels, testLabels } = this.#parts;
    const before = this.#firstInTest.get(number);
    const learnt = this.#firstInTrain.get(number);
    const second = inTest(row);
    if (before !== none) this.#found.test.add([inTest(before), second]);
    if (learnt !== none) this.#found.trainInTest.add([inTrain(learnt), second]);
    const isOfTrain = learnt !== none;
    const label = isOfTrain ? trainLabels[learnt] : testLabels[before];
    if ((isOfTrain || before !== none) && label !== testLabels[row]) {
      const first = isOfTrain ? inTrain(learnt) : inTest(before);
      this.#found.contradictions.add([first, second], number);
    }
    this.#firstInTest.setFirst(number, row);
  }

  /** What was found, once all texts are given. */
  finish(): RepeatedRowsByKind {
    for (let row = 0; row < this.#trainRow; row++) {
      if (this.#isKept[row] === 0 || this.#numberOfRow[row] === none) continue;
      const learnt = this.#firstLearnt.get(this.#numberOfRow[row]);
      if (learnt !== none) this.#found.trainInValidation.add([inTrain(learnt), inTrain(row)]);
    }
    return this.#found;
  }

  #numberOf(text: string): number {
    const key = splitTokens(text).join(" ");
    return key === "" ? none : this.#numbers.numberOf(key);
  }
}

function inTrain(row: number): PartRow {
  return { part: "train", row };
}

function inTest(row: number): PartRow {
  return { part: "test", row };
}

/** A row for each number, as far as there is one. */
class RowsByNumber {
  /** One more than the row; 0 for none. */
  #rows = new Int32Array(1024);

  get(number: number): number {
    return number < this.#rows.length ? this.#rows[number] - 1 : none;
  }

  setFirst(number: number, row: number): void {
    if (number >= this.#rows.length) {
      const wide = new Int32Array(Math.max(number + 1, 2 * this.#rows.length));
      wide.set(this.#rows);
      this.#rows = wide;
    }
    if (this.#rows[number] === 0) this.#rows[number] = row + 1;
  }
}

/** Counts pairs of rows, and keeps the first few. */
class PairCounter implements RepeatedPairs {
  rows = 0;
  readonly pairs: (readonly [PartRow, PartRow])[] = [];
  readonly #numbers: number[] = [];

  /** @param number that of the text, where no text is to be kept twice */
  add(pair: readonly [PartRow, PartRow], number?: number): void {
    this.rows++;
    if (this.pairs.length === mostPairs) return;
    if (number !== undefined) {
      if (this.#numbers.includes(number)) return;
      this.#numbers.push(number);
    }
    this.pairs.push(pair);
  }
}
