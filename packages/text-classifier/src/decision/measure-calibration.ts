import type { Labels } from "@rnn/model";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import { indexOfLargest, type Probabilities, readScores, type Scores } from "../read-scores.ts";

/** How far probabilities are from what they say. */
export interface Calibration {
  /** The mean over all rows of how far the accuracy of a bin is from its mean confidence. */
  readonly expectedCalibrationError: number;
  /** Of equal width, from 0 to 1: the reliability diagram. */
  readonly bins: readonly ReliabilityBin[];
}

/** The rows whose likeliest class has a probability above `from` and at most `to`. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** The mean probability of their likeliest classes; null without rows. */
  readonly confidence: number | null;
  /** The share of them whose likeliest class is the right one; null without rows. */
  readonly accuracy: number | null;
}

/** How many bins there are where nothing else is said, as is usual. */
const usualBins = 15;

/**
 * Whether probabilities mean what they say: of the rows whose likeliest class has a probability near 0.8, four in five
 * should be of it.
 *
 *   ECE = sum over bins of count / N |accuracy - confidence|
 *
 * over 15 bins of equal width of the probability of the likeliest class, as Guo and others (2017) have it.
 *
 * @param labels a class a row, 0 to K - 1
 * @param probabilities as many, of class 1, `[N]`, or of each class, `[N, K]`, as `evaluate` takes them
 * @param options.bins default 15
 * @throws RangeError, TypeError as `evaluate`
 *
 * @example
 * ```ts
 * const { expectedCalibrationError, bins } = measureCalibration([1, 0, 1, 1], [0.8, 0.8, 0.8, 0.7]);
 * expectedCalibrationError; // => 0.175
 * bins[11].accuracy; // => 0.667
 * ```
 *
 * Python twin: `MulticlassCalibrationError(num_classes, n_bins=15, norm="l1")` of torchmetrics.
 */
export function measureCalibration(
  labels: Labels,
  probabilities: Probabilities,
  options: { readonly bins?: number } = {},
): Calibration {
  checkOptions("measureCalibration", options, ["bins"]);
  const { bins = usualBins } = options;
  checkWhole("measureCalibration", "bins", bins, 1, { most: 1e6 });
  const counts = new CalibrationCounts(bins);
  counts.add(readScores("measureCalibration", labels, probabilities));
  return counts.finish();
}

/** Counts rows for this, some at a time; those with weights as much as these say. */
export class CalibrationCounts {
  readonly #sums: { count: number; confidence: number; right: number }[];

  constructor(bins = usualBins) {
    this.#sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, right: 0 }));
  }

  add({ labels, columns, probabilities }: Scores, weightOf: (n: number) => number = () => 1): void {
    const bins = this.#sums.length;
    for (let n = 0; n < labels.length; n++) {
      const [label, confidence] = likeliest(probabilities, n, columns);
      const bin = this.#sums[Math.min(bins, Math.max(1, Math.ceil(confidence * bins))) - 1];
      const weight = weightOf(n);
      bin.count += weight;
      bin.confidence += weight * confidence;
      if (label === labels[n]) bin.right += weight;
    }
  }

  finish(): Calibration {
    const sums = this.#sums;
    const gap = sums.reduce((sum, { confidence, right }) => sum + Math.abs(right - confidence), 0);
    return {
      expectedCalibrationError: gap / sums.reduce((sum, { count }) => sum + count, 0),
      bins: sums.map(({ count, confidence, right }, i) => ({
        from: i / sums.length,
        to: (i + 1) / sums.length,
        count,
        confidence: count === 0 ? null : confidence / count,
        accuracy: count === 0 ? null : right / count,
      })),
    };
  }
}

function likeliest(
  probabilities: Float64Array,
  n: number,
  columns: number,
): readonly [label: number, confidence: number] {
  if (columns === 1) {
    const p = probabilities[n];
    return p > 0.5 ? [1, p] : [0, 1 - p];
  }
  const row = probabilities.subarray(n * columns, (n + 1) * columns);
  const label = indexOfLargest(row);
  return [label, row[label]];
}
