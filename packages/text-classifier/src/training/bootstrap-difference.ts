import { RandomState } from "@rnn/tensor";

/** By how much the accuracies of two classifiers differ on the same rows. */
export interface AccuracyDifference {
  /** The accuracy of the first less that of the second. */
  readonly difference: number;
  /** 95 of 100 such sets of rows give a difference from `low` to `high`. Where 0 lies between, it may be chance. */
  readonly low: number;
  readonly high: number;
}

const samples = 1000;
/** From so many rows on the samples would tell nothing that the normal distribution does not. */
const manyRows = 2 ** 20;
/** Its 97.5th percentile. */
const upperQuantile = 1.959963984540054;

/**
 * The difference of two accuracies with its bootstrap interval of 95 %: what a thousand sets of as many rows,
 * drawn with replacement, give. Of a million rows and more it is that of the normal distribution. Equal seeds give
 * equal intervals.
 *
 * @param right whether each row was classified right by the first
 * @param others the same by the second
 * @param weights how much each row counts; default 1
 */
export function bootstrapDifference(
  right: ArrayLike<boolean | number>,
  others: ArrayLike<boolean | number>,
  seed: number,
  weights?: ArrayLike<number>,
): AccuracyDifference {
  const rows = right.length;
  const gains = Int8Array.from(right, (is, row) => Number(is) - Number(others[row]));
  // A list of its own, since a call a draw takes as long as the draw.
  const counts = weights && Float64Array.from(weights);
  const { total, weight } = sumGains(gains, counts);
  const difference = total / weight;
  if (rows >= manyRows) {
    const half = upperQuantile * deviation(gains, counts, difference);
    return { difference, low: difference - half, high: difference + half };
  }
  const stream = new RandomState(seed);
  const drawn = Float64Array.from({ length: samples }, () => {
    const picked = stream.randint(0, rows, [rows]).data;
    const sums = sumGains(gains, counts, picked);
    return sums.weight === 0 ? 0 : sums.total / sums.weight;
  }).sort();
  return {
    difference,
    low: drawn[Math.floor(0.025 * samples)],
    high: drawn[Math.ceil(0.975 * samples) - 1],
  };
}

/** The gains of all rows or of those picked, times their weights, and these weights. */
function sumGains(
  gains: Int8Array,
  weights: Float64Array | undefined,
  picked?: ArrayLike<number>,
): { readonly total: number; readonly weight: number } {
  const rows = picked?.length ?? gains.length;
  let total = 0;
  let weight = weights ? 0 : rows;
  for (let i = 0; i < rows; i++) {
    const row = picked ? picked[i] : i;
    if (!weights) total += gains[row];
    else {
      total += weights[row] * gains[row];
      weight += weights[row];
    }
  }
  return { total, weight };
}

/** The standard deviation of the difference: of a ratio of sums where rows have weights. */
function deviation(
  gains: Int8Array,
  weights: Float64Array | undefined,
  difference: number,
): number {
  const rows = gains.length;
  if (weights === undefined) {
    const squares = gains.reduce((sum, gain) => sum + gain * gain, 0);
    return Math.sqrt((squares / rows - difference ** 2) / rows);
  }
  let squares = 0;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    squares += (weights[row] * (gains[row] - difference)) ** 2;
    total += weights[row];
  }
  return Math.sqrt(squares) / total;
}
