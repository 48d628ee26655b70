import type { LabelledTexts } from "@rnn/labelled-text";
import {
  type PartRow,
  type RepeatedPairs,
  type RepeatedRowsByKind,
  RepeatedRowsFinder,
} from "./repeated-rows.ts";

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
  const testLabels = test?.labels ?? new Uint8Array();
  const finder = new RepeatedRowsFinder({ trainLabels: train.labels, testLabels, validationRows });
  for (const text of train.texts) finder.addTrain(text);
  for (const text of test?.texts ?? []) finder.addTest(text);
  const parts = { train, test: test ?? train };
  return describeRepeatedRows(finder.finish(), ({ part, row }) => {
    const { texts, labels, origins } = parts[part];
    return { text: texts[row], label: labels[row], origin: origins[row] };
  });
}

/** The same rows with their texts and where they are. */
export function describeRepeatedRows(
  found: RepeatedRowsByKind,
  describe: (row: PartRow) => RowOfText & { readonly text: string },
): RepeatedTexts {
  const describePairs = ({ rows, pairs }: RepeatedPairs): RepeatedRows => ({
    rows,
    examples: pairs.map(([one, other]) => {
      const { text, ...first } = describe(one);
      const { text: _, ...second } = describe(other);
      return { text, first, second };
    }),
  });
  return {
    train: describePairs(found.train),
    test: describePairs(found.test),
    trainInValidation: describePairs(found.trainInValidation),
    trainInTest: describePairs(found.trainInTest),
    contradictions: describePairs(found.contradictions),
  };
}
