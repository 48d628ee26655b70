/** The chapter's network as a plan, and the chapter's names of its parameters: the one place that has them. */
import type { NestedArray, Tensor } from "@rnn/tensor";
import { dense } from "./layers/dense.ts";
import { simpleRnn } from "./layers/simple-rnn.ts";
import {
  checkShapes,
  copyParameters,
  type GivenParameters,
  type Parameters,
  parameterTable,
} from "./network/parameter-table.ts";
import type { Plan } from "./network/plan.ts";
import type { ResolvedOptions } from "./recurrent-network-options.ts";

/** By their names in the table; in the order in which the chapter draws them, and files name them. */
const names = {
  "simpleRnn.recurrentKernel": "w1h",
  "simpleRnn.kernel": "w1x",
  "simpleRnn.bias": "b1",
  "dense.kernel": "w2",
  "dense.bias": "b2",
} as const;

/** The name of a parameter. */
type ParameterName = (typeof names)[keyof typeof names];

/** The names of the parameters, in their order. */
export const parameterNames: readonly ParameterName[] = Object.values(names);

/**
 * The parameters: recurrent weights w1h `[cells, cells]`, input weights w1x `[features, cells]`, cell
 * biases b1 `[cells]`, output weights w2 `[cells, 1]`, output bias b2 `[1]`.
 */
export type Weights = Readonly<Record<ParameterName, Tensor>>;

/** Parameters as a caller may give them: tensors, typed arrays or nested arrays. */
export type GivenWeights = Readonly<Record<ParameterName, Tensor | NestedArray<number>>>;

/** Simple cells, then one logit. */
export function chapterPlan(
  { nCells, bpttSteps, recurrentGradient }: ChapterOptions,
  features: number,
): Plan {
  return {
    features,
    layers: [simpleRnn(nCells, { bpttSteps, recurrentGradient }), dense(1)],
    names,
  };
}

type ChapterOptions = Pick<ResolvedOptions, "nCells" | "bpttSteps" | "recurrentGradient">;

/** How many features these weights are for. */
export function featuresOf(weights: Weights): number {
  return weights.w1x.shape[0] ?? 0;
}

/** A plan's parameters as this network's. */
export function asWeights(parameters: Parameters): Weights {
  return parameters;
}

/**
 * Copies of given parameters, checked against the number of cells and each other.
 * @throws RangeError, TypeError where one is missing, unknown or of another shape.
 */
export function checkWeights(
  caller: string,
  given: GivenParameters,
  options: ChapterOptions,
): Weights {
  const weights = copyParameters(caller, given, parameterNames);
  const table = parameterTable(chapterPlan(options, featuresOf(weights)));
  checkShapes(caller, weights, table, `${options.nCells} cells`);
  return weights;
}
