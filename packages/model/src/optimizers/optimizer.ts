import { type Adam, type AdamW, adamFunctions, adamwFunctions } from "./adam.ts";
import { averageSlot } from "./averaging.ts";
import type { OptimizerFunctions } from "./optimizer-functions.ts";
import { type RmsProp, rmspropFunctions } from "./rmsprop.ts";
import { type Sgd, sgdFunctions } from "./sgd.ts";

/** An optimizer of a plan: a plain frozen object, JSON as it is. */
export type Optimizer = Sgd | RmsProp | Adam | AdamW;

/** A kind's functions are only ever given optimizers of that kind. */
const functionsByKind: Readonly<Record<Optimizer["kind"], OptimizerFunctions<Optimizer>>> = {
  sgd: sgdFunctions,
  rmsprop: rmspropFunctions,
  adam: adamFunctions,
  adamw: adamwFunctions,
};

/** The names of what an optimizer remembers of each number of a parameter, its average among them where it has one. */
export function slotsOf(optimizer: Optimizer): readonly string[] {
  const own = optimizerFunctionsOf(optimizer).slots(optimizer);
  return optimizer.useEma ? [...own, averageSlot] : own;
}

/** The functions of an optimizer's kind. */
export function optimizerFunctionsOf({ kind }: Optimizer): OptimizerFunctions<Optimizer> {
  return functionsByKind[kind];
}
