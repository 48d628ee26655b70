import type { Scores } from "../read-scores.ts";

/**
 * The areas under the receiver operating characteristics of rows given one after the other, of each class against the
 * others. Of P positive and N negative rows,
 *
 *   AUC = (pairs where the positive row has the higher score + half of those with equal ones) / (P N)
 *
 * where rows with weights count as much as these say, and a pair as the product of two. Null where P or N is 0. (Mann
 * and Whitney, On a test of whether one of two random variables is stochastically larger than the other, 1947.)
 *
 * What each row gives to its own class is kept, a number a row; all rows must then be given again, to be ranked among
 * these.
 */
export class RocAreas {
  readonly #classes: number;
  readonly #weights: ArrayLike<number> | undefined;
  /** Where the scores of each class begin, and at the end their number. */
  readonly #offsets: Int32Array;
  readonly #next: Int32Array;
  /** What each row gives to its own class, class by class; of two classes those of the second one. */
  readonly #own: Float64Array;
  /** The weights of these; once they are sorted, the sums up to each. */
  readonly #ownWeights: Float64Array | undefined;
  readonly #totals: Float64Array;
  readonly #pairs: Float64Array;
  #isSorted = false;

  /** @param labels of all rows, 0 to `classes` - 1 */
  constructor(labels: ArrayLike<number>, classes: number, weights: ArrayLike<number> | undefined) {
    this.#classes = classes;
    this.#weights = weights;
    this.#offsets = new Int32Array(classes + 1);
    this.#totals = new Float64Array(classes);
    for (let row = 0; row < labels.length; row++) {
      this.#offsets[labels[row] + 1]++;
      this.#totals[labels[row]] += weights?.[row] ?? 1;
    }
    for (let label = 0; label < classes; label++) this.#offsets[label + 1] += this.#offsets[label];
    this.#next = this.#offsets.slice();
    this.#own = new Float64Array(labels.length);
    this.#ownWeights = weights && new Float64Array(labels.length);
    this.#pairs = new Float64Array(classes);
  }

  /** Takes the next rows, the first of which is row `start` of all. */
  add({ labels, columns, probabilities }: Scores, start: number): void {
    for (let n = 0; n < labels.length; n++) {
      const label = labels[n];
      const at = this.#next[label]++;
      this.#own[at] = columns === 1 ? probabilities[n] : probabilities[n * columns + label];
      if (this.#ownWeights && this.#weights) this.#ownWeights[at] = this.#weights[start + n];
    }
  }

  /** Takes the same rows again, once all of them are added. */
  rank({ labels, columns, probabilities }: Scores, start: number): void {
    if (!this.#isSorted) this.#sort();
    for (let n = 0; n < labels.length; n++) {
      const weight = this.#weights?.[start + n] ?? 1;
      if (columns === 1) {
        if (labels[n] === 0) this.#pairs[1] += weight * this.#above(1, probabilities[n]);
        continue;
      }
      for (let k = 0; k < columns; k++) {
        if (k === labels[n]) continue;
        this.#pairs[k] += weight * this.#above(k, probabilities[n * columns + k]);
      }
    }
  }

  /** The area of each class, once all rows are ranked. */
  finish(): (number | null)[] {
    const areas = Array.from({ length: this.#classes }, (_, label) => this.#area(label));
    // Of two classes one area is the other's.
    return this.#classes === 2 ? [areas[1], areas[1]] : areas;
  }

  #area(label: number): number | null {
    let others = 0;
    for (let k = 0; k < this.#classes; k++) if (k !== label) others += this.#totals[k];
    const own = this.#totals[label];
    return own === 0 || others === 0 ? null : this.#pairs[label] / (own * others);
  }

  #sort(): void {
    this.#isSorted = true;
    for (let label = 0; label < this.#classes; label++) {
      const [from, to] = [this.#offsets[label], this.#offsets[label + 1]];
      const own = this.#own.subarray(from, to);
      const weights = this.#ownWeights?.subarray(from, to);
      if (weights) sumInOrder(own, weights);
      else own.sort();
    }
  }

  /** How many rows of a class, or how much weight of them, give it more than a score; equal ones count half. */
  #above(label: number, score: number): number {
    const to = this.#offsets[label + 1];
    const from = this.#offsets[label];
    const equal = this.#firstFrom(score, from, to);
    const isEqual = equal < to && this.#own[equal] === score;
    const higher = isEqual ? this.#firstAbove(score, equal, to) : equal;
    const sums = this.#ownWeights;
    if (sums === undefined) return to - higher + (higher - equal) / 2;
    const upTo = (end: number) => (end === from ? 0 : sums[end - 1]);
    const [all, least, most] = [upTo(to), upTo(equal), upTo(higher)];
    return all - most + (most - least) / 2;
  }

  /** The first place of the sorted scores whose score is not below another. */
  #firstFrom(score: number, from: number, to: number): number {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#own[middle] < score) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first place of the sorted scores whose score is above another. */
  #firstAbove(score: number, from: number, to: number): number {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#own[middle] <= score) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Sorts scores, and makes of their weights the sums up to each. */
function sumInOrder(scores: Float64Array, weights: Float64Array): void {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b] || a - b);
  const [unsorted, given] = [scores.slice(), weights.slice()];
  let sum = 0;
  for (let at = 0; at < order.length; at++) {
    sum += given[order[at]];
    scores[at] = unsorted[order[at]];
    weights[at] = sum;
  }
}
