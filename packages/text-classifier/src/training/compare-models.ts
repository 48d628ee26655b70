import type { Tensor } from "@rnn/tensor";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import type { ClassifierModel } from "../classifier-parts.ts";
import { type EvaluateOptions, evaluate } from "../evaluate.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import type { Evaluator } from "../evaluation/evaluator.ts";
import { classifyRows, readScores } from "../read-scores.ts";
import { type AccuracyDifference, bootstrapDifference } from "./bootstrap-difference.ts";

/** The accuracies of two of them on the same rows, compared. */
export interface ModelDifference extends AccuracyDifference {
  readonly first: ClassifierModel;
  readonly second: ClassifierModel;
}

/** How the network, the n-grams and both together do on the same rows; those of them that there are. */
export interface ModelComparison {
  readonly evaluations: Readonly<Partial<Record<ClassifierModel, Evaluation>>>;
  readonly differences: readonly ModelDifference[];
}

/** How classifiers are compared. */
export interface CompareOptions {
  /** Of the samples drawn for the intervals; default 42. */
  readonly seed?: number;
}

const models = ["rnn", "ngrams", "both"] as const;

/** The pairs whose accuracies are compared. */
const pairs = [
  ["rnn", "ngrams"],
  ["both", "ngrams"],
  ["both", "rnn"],
] as const;

/**
 * How the parts of a classifier do on the same rows, alone and together, and by how much their accuracies
 * differ, with bootstrap intervals of 95 %. Equal seeds give equal intervals.
 *
 * @param labels a class a row, 0 to K - 1
 * @param probabilities of each there is, as `TextClassifier`'s `probabilities(texts, { model })` gives them
 * @param options.seed of the samples drawn for the intervals; default 42
 * @param options.weights how much each row counts, as for `evaluate`
 * @throws RangeError, TypeError as `evaluate`
 *
 * @example
 * ```ts
 * const rnn = tensor([0.2, 0.6, 0.9, 0.4]);
 * const ngrams = tensor([0.1, 0.3, 0.8, 0.3]);
 * const { evaluations, differences } = compareModels([0, 0, 1, 1], { rnn, ngrams });
 * evaluations.ngrams?.accuracy; // => 0.75
 * differences[0]; // => { first: "rnn", second: "ngrams", difference: -0.25, low: -0.75, high: 0 }
 * ```
 */
export function compareModels(
  labels: ArrayLike<number>,
  probabilities: Readonly<Partial<Record<ClassifierModel, Tensor<"float64">>>>,
  options: CompareOptions & Pick<EvaluateOptions, "weights"> = {},
): ModelComparison {
  checkOptions("compareModels", options, ["seed", "weights"]);
  const { seed = 42, weights } = options;
  checkSeed("compareModels", seed);
  const evaluations: Partial<Record<ClassifierModel, Evaluation>> = {};
  const right: Partial<Record<ClassifierModel, Uint8Array>> = {};
  for (const model of models) {
    const given = probabilities[model];
    if (given === undefined) continue;
    evaluations[model] = evaluate(labels, given, { weights });
    const read = classifyRows(readScores("compareModels", labels, given));
    right[model] = Uint8Array.from(read, (label, row) => Number(label === labels[row]));
  }
  return { evaluations, differences: compareRight(right, seed, weights) };
}

/**
 * The same by evaluators of the same rows that were given all of them, for more probabilities than memory holds.
 *
 * @throws RangeError where an evaluator was not given all rows
 *
 * @example
 * ```ts
 * const [rnn, ngrams] = [new Evaluator([0, 0, 1, 1]), new Evaluator([0, 0, 1, 1])];
 * rnn.add([0.2, 0.6, 0.9, 0.4]);
 * ngrams.add([0.1, 0.3, 0.8, 0.3]);
 * compareEvaluators({ rnn, ngrams }).differences[0].difference; // => -0.25
 * ```
 */
export function compareEvaluators(
  evaluators: Readonly<Partial<Record<ClassifierModel, Evaluator>>>,
  options: CompareOptions = {},
): ModelComparison {
  checkOptions("compareEvaluators", options, ["seed"]);
  const { seed = 42 } = options;
  checkSeed("compareEvaluators", seed);
  const evaluations: Partial<Record<ClassifierModel, Evaluation>> = {};
  const right: Partial<Record<ClassifierModel, Uint8Array>> = {};
  let weights: ArrayLike<number> | undefined;
  for (const model of models) {
    const evaluator = evaluators[model];
    if (evaluator === undefined) continue;
    evaluations[model] = evaluator.evaluation();
    right[model] = evaluator.right;
    weights = evaluator.rows.weights;
  }
  return { evaluations, differences: compareRight(right, seed, weights) };
}

function checkSeed(caller: string, seed: number): void {
  checkWhole(caller, "seed", seed, 0, { most: 2 ** 32 - 1 });
}

function compareRight(
  right: Readonly<Partial<Record<ClassifierModel, Uint8Array>>>,
  seed: number,
  weights: ArrayLike<number> | undefined,
): ModelDifference[] {
  const differences: ModelDifference[] = [];
  for (const [first, second] of pairs) {
    const [a, b] = [right[first], right[second]];
    if (a && b) differences.push({ first, second, ...bootstrapDifference(a, b, seed, weights) });
  }
  return differences;
}
