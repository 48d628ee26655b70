import type { Parameters } from "../../../network/parameter-table.ts";
import type { Optimizer } from "../../../optimizers/optimizer.ts";
import type { LayerKernels } from "./layer-kernels.ts";
import type { PlanMemory } from "./memory.ts";
import type { PlacedParameters } from "./placed-parameters.ts";

/** Steps of an optimizer over all parameters at once. */
export interface PlanOptimizer {
  step(): void;
  state(): Parameters;
}

/** Where it finds what it needs. */
export interface PlanOptimizerAreas {
  readonly kernels: LayerKernels;
  readonly memory: PlanMemory;
  readonly parameters: PlacedParameters;
  readonly weights: number;
  readonly gradients: number;
  readonly state: Parameters;
}

export function createPlanOptimizer(
  optimizer: Optimizer,
  { kernels, parameters, weights, gradients }: PlanOptimizerAreas,
): PlanOptimizer {
  return {
    step: () => kernels.sgd(weights, gradients, parameters.bytes, optimizer.learningRate),
    state: () => ({}),
  };
}
