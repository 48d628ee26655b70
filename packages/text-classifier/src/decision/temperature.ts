import type { Labels } from "@rnn/model";
import { Tensor } from "@rnn/tensor";
import { checkArgumentCount, checkTensor } from "@rnn/tensor/checks";
import { fitWeights } from "../combination/fit-weights.ts";
import { type LogProbabilities, logProbabilitiesOf } from "../combination/log-probabilities.ts";
import { type Probabilities, readScores } from "../read-scores.ts";
import { temper } from "./temper.ts";

/**
 * The temperature that calibrates probabilities: what their logits must be divided by for the lowest cross-entropy on
 * these rows, which must be others than those that the classifier was trained on.
 *
 *   p[k]**(1/T) / sum_j p[j]**(1/T)
 *
 * Above 1 the probabilities were too sure, below 1 not sure enough. The likeliest class stays the likeliest. Where few
 * rows leave it open, it stays near 1: the sum of the losses has (1/T - 1)**2 / 2 added.
 *
 * @param labels a class a row, 0 to K - 1
 * @param probabilities as many, of class 1, `[N]`, or of each class, `[N, K]`, as `evaluate` takes them
 * @returns undefined where the classes are the likelier the less probable they are, which no temperature mends
 * @throws RangeError, TypeError as `evaluate`
 *
 * @example
 * ```ts
 * // Sure of all ten, right about seven.
 * const labels = [1, 1, 1, 1, 1, 1, 1, 0, 0, 0];
 * const temperature = fitTemperature(labels, labels.map(() => 0.99)) ?? 1;
 * temperature; // => 4.934
 * applyTemperature(tensor([0.99]), temperature).toArray(); // => [0.717]
 * ```
 *
 * (Guo, Pleiss, Sun and Weinberger, On calibration of modern neural networks, 2017.)
 *
 * Python twin: `CalibratedClassifierCV(method="temperature")` of scikit-learn.
 */
export function fitTemperature(labels: Labels, probabilities: Probabilities): number | undefined {
  checkArgumentCount("fitTemperature", arguments, 2);
  const scores = readScores("fitTemperature", labels, probabilities);
  const { columns } = scores;
  const data = Float64Array.from(scores.probabilities);
  const shape = columns === 1 ? [data.length] : [data.length / columns, columns];
  return fitToLogs(logProbabilitiesOf(new Tensor(data, "float64", shape)), scores.labels);
}

/** The same by logarithms of probabilities. */
export function fitToLogs(logs: LogProbabilities, labels: ArrayLike<number>): number | undefined {
  const [weight] = fitWeights([logs], labels, [1]);
  return weight > 0 && Number.isFinite(1 / weight) ? 1 / weight : undefined;
}

/**
 * Probabilities at a temperature, in their shape: those of the logits divided by it.
 *
 * @param probabilities `[N]`, of the second of two classes, or `[N, K]`, of each class
 * @param temperature a number above 0
 * @throws TypeError for what is not a tensor, RangeError for another temperature
 *
 * @example
 * ```ts
 * applyTemperature(tensor([0.9, 0.5]), 2).toArray(); // => [0.75, 0.5]
 * applyTemperature(tensor([[0.8, 0.1, 0.1]]), 0.5).toArray(); // => [[0.97, 0.015, 0.015]]
 * ```
 */
export function applyTemperature<R extends number>(
  probabilities: Tensor<"float64", R>,
  temperature: number,
): Tensor<"float64", R> {
  checkArgumentCount("applyTemperature", arguments, 2);
  checkTensor("applyTemperature", "probabilities", probabilities);
  if (!(temperature > 0 && Number.isFinite(temperature))) {
    throw new RangeError(
      `applyTemperature: expected temperature to be a number above 0, got ${String(temperature)}.`,
    );
  }
  const { data, shape } = probabilities.contiguous();
  const [, columns = 1] = shape;
  return new Tensor(temper(data, columns, temperature), "float64", shape);
}
