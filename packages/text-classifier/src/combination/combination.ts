import { Tensor } from "@rnn/tensor";
import { fitWeights } from "./fit-weights.ts";
import { type LogProbabilities, logProbabilitiesOf, takeRows } from "./log-probabilities.ts";
import { poolRow } from "./pool.ts";

/**
 * How a network and n-grams are put together: the weight of the log-probabilities of each.
 *
 *   p[k] ∝ p_rnn[k]**rnn * p_ngrams[k]**ngrams
 */
export interface Combination {
  readonly rnn: number;
  readonly ngrams: number;
}

/**
 * The combination that predicts the labels best, by rows that neither part was trained on. Each part is
 * calibrated first (its log-probabilities divided by a temperature); a logistic regression over both then
 * gives the weights, into which the temperatures go. It has no intercepts: the share of each class, or what
 * class weights made of it, is the parts' to know. A part that would count against itself counts nothing.
 *
 * @param rnn probabilities of the network, `[N]` or `[N, K]`
 * @param ngrams those of the n-grams, of the same shape
 */
export function fitCombination(
  rnn: Tensor<"float64">,
  ngrams: Tensor<"float64">,
  labels: ArrayLike<number>,
): Combination {
  return fitLogs([logProbabilitiesOf(rnn), logProbabilitiesOf(ngrams)], labels);
}

/** The probabilities of both together, in their shape. */
export function combineProbabilities(
  { rnn, ngrams }: Combination,
  ofRnn: Tensor<"float64">,
  ofNgrams: Tensor<"float64">,
): Tensor<"float64"> {
  const parts = [logProbabilitiesOf(ofRnn), logProbabilitiesOf(ofNgrams)];
  const pooled = poolRows(parts, [rnn, ngrams]);
  return shapeAs(ofRnn, pooled);
}

/** The parts of the rows by which a combination is judged. */
const folds = 5;

/**
 * The probabilities of both together, each fifth of the rows by a combination fitted on the others: to
 * judge a combination by the rows that it is fitted on.
 */
export function crossFitCombination(
  rnn: Tensor<"float64">,
  ngrams: Tensor<"float64">,
  labels: ArrayLike<number>,
): Tensor<"float64"> {
  const parts = [logProbabilitiesOf(rnn), logProbabilitiesOf(ngrams)];
  const [{ rows, classes }] = parts;
  const pooled = new Float64Array(rows * classes);
  for (let fold = 0; fold < folds; fold++) {
    const inside = range(rows).filter((row) => row % folds === fold);
    const others = range(rows).filter((row) => row % folds !== fold);
    if (inside.length === 0) continue;
    const weights = fitLogs(
      parts.map((part) => takeRows(part, others)),
      others.map((row) => labels[row]),
    );
    for (const row of inside) {
      const into = pooled.subarray(row * classes, (row + 1) * classes);
      poolRow(parts, [weights.rnn, weights.ngrams], row, into);
    }
  }
  return shapeAs(rnn, pooled);
}

function fitLogs(parts: readonly LogProbabilities[], labels: ArrayLike<number>): Combination {
  const scales = parts.map((part) => Math.max(0, fitWeights([part], labels, [1])[0]));
  const calibrated = parts.map((part, m) => ({
    ...part,
    data: part.data.map((value) => value * scales[m]),
  }));
  const [rnn, ngrams] = fitWeights(calibrated, labels, [0.5, 0.5]);
  if (scales[0] === 0 || rnn <= 0) return { rnn: 0, ngrams: scales[1] };
  if (scales[1] === 0 || ngrams <= 0) return { rnn: scales[0], ngrams: 0 };
  return { rnn: rnn * scales[0], ngrams: ngrams * scales[1] };
}

function poolRows(
  parts: readonly LogProbabilities[],
  weights: readonly number[],
): Float64Array<ArrayBuffer> {
  const [{ rows, classes }] = parts;
  const pooled = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    poolRow(parts, weights, row, pooled.subarray(row * classes, (row + 1) * classes));
  }
  return pooled;
}

/** Probabilities of all classes in the shape of others: of two, `[N]` has the second one's. */
function shapeAs(
  { shape }: Tensor<"float64">,
  pooled: Float64Array<ArrayBuffer>,
): Tensor<"float64"> {
  const data = shape.length === 2 ? pooled : pooled.filter((_, at) => at % 2 === 1);
  return new Tensor(data, "float64", [...shape]);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
