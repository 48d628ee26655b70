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
 */
export function bootstrapDifference(
  right: readonly boolean[],
  others: readonly boolean[],
  seed: number,
): AccuracyDifference {
  const rows = right.length;
  const gains = Int8Array.from(right, (is, row) => Number(is) - Number(others[row]));
  const mean = (sum: number) => sum / rows;
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  if (rows >= manyRows) {
    const difference = mean(total);
    const squares = gains.reduce((sum, gain) => sum + gain * gain, 0);
    const half = upperQuantile * Math.sqrt((mean(squares) - difference ** 2) / rows);
    return { difference, low: difference - half, high: difference + half };
  }
  const stream = new RandomState(seed);
  const drawn = Float64Array.from({ length: samples }, () => {
    const picked = stream.randint(0, rows, [rows]).data;
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += gains[picked[i]];
    return sum;
  }).sort();
  return {
    difference: mean(total),
    low: mean(drawn[Math.floor(0.025 * samples)]),
    high: mean(drawn[Math.ceil(0.975 * samples) - 1]),
  };
}
