import { type Sgd, stepSgd } from "./sgd.ts";

/** An optimizer of a plan: a plain frozen object, JSON as it is. */
export type Optimizer = Sgd;

/** One step of a parameter, float64. */
export function stepParameter(
  optimizer: Optimizer,
  weight: Float64Array,
  gradient: Float64Array,
): void {
  stepSgd(optimizer, weight, gradient);
}
