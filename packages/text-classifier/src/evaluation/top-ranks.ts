import type { Scores } from "../read-scores.ts";

/** Above this many classes to choose from, an accuracy says little. */
const mostChosen = 5;

/**
 * For k from 1 to 5, or to the number of classes where there are fewer: the share of rows whose class is
 * among their k likeliest. Of equally likely classes the first is taken as the likelier, so that the first
 * share is the accuracy.
 */
export class TopRanks {
  readonly #counts: number[];

  constructor(classes: number) {
    this.#counts = Array<number>(Math.min(mostChosen, classes)).fill(0);
  }

  add({ labels, columns, probabilities }: Scores, weightOf: (n: number) => number): void {
    // Of two classes both are among the two likeliest.
    if (columns === 1) return;
    for (let n = 0; n < labels.length; n++) {
      const row = probabilities.subarray(n * columns, (n + 1) * columns);
      const label = labels[n];
      let rank = 0;
      for (let k = 0; k < columns; k++) {
        if (row[k] > row[label] || (row[k] === row[label] && k < label)) rank++;
      }
      for (let k = rank; k < this.#counts.length; k++) this.#counts[k] += weightOf(n);
    }
  }

  /** @param total the weight of all rows */
  finish(total: number, accuracy: number): number[] {
    if (this.#counts.length === 2) return [accuracy, 1];
    return this.#counts.map((count) => count / total);
  }
}
