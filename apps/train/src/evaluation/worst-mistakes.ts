import type { Tensor } from "@rnn/tensor";
import { findMistakes, type TextClassifier } from "@rnn/text-classifier";
import { readAs } from "./read-as.ts";

/** A row that was taken for another class. */
export interface MistakenRow {
  readonly row: number;
  /** The class that it was taken for, and its probability. */
  readonly label: number;
  readonly probability: number;
}

/** Collects the rows that were wrong with most confidence, as `findMistakes` orders them, some rows at a time. */
export class WorstMistakes {
  readonly #count: number;
  readonly #classifier: Pick<TextClassifier, "classNames" | "threshold">;
  #worst: readonly (MistakenRow & { readonly confidence: number })[] = [];

  constructor(count: number, classifier: Pick<TextClassifier, "classNames" | "threshold">) {
    this.#count = count;
    this.#classifier = classifier;
  }

  /** Takes the next rows, the first of which is row `start` of all. */
  add(labels: ArrayLike<number>, given: Tensor<"float64">, start: number): void {
    const { classNames, threshold = 0.5 } = this.#classifier;
    const classes = classNames.length;
    const found = findMistakes(labels, given, {
      count: this.#count,
      ...(classes === 2 && { threshold }),
    });
    const { data } = given.contiguous();
    const more = found.map((n) => {
      const { label, probability } = readAs(data, n, classes, threshold);
      const confidence = classes === 2 ? Math.abs(data[n] - threshold) : probability;
      return { row: start + n, label, probability, confidence };
    });
    // Equally confident rows stay in order.
    this.#worst = [...this.#worst, ...more]
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, this.#count);
  }

  /** The worst first. */
  rows(): readonly MistakenRow[] {
    return this.#worst.map(({ row, label, probability }) => ({ row, label, probability }));
  }
}
