import { describeValue } from "@rnn/tensor/checks";

/** What the loss of a row is multiplied by, by its class: `{ 0: 1, 1: 5 }`, or a list. Classes left out weigh 1. */
export type ClassWeight = Readonly<Record<number, number>>;

/**
 * A weight for each class.
 * @throws RangeError, TypeError for weights of classes that do not exist, and for weights that are not finite
 *   numbers from 0 on
 */
export function readClassWeight(caller: string, given: unknown, classes: number): number[] {
  if (typeof given !== "object" || given === null) {
    throw new TypeError(
      `${caller}: expected classWeight to be an object of weights by class, got ${describeValue(given)}. ` +
        "Give { 0: 1, 1: 5 }.",
    );
  }
  const weights = Array<number>(classes).fill(1);
  for (const [name, weight] of Object.entries(given) as [string, unknown][]) {
    if (!/^\d+$/.test(name) || Number(name) >= classes) {
      throw new RangeError(
        `${caller}: expected classWeight for classes 0 to ${classes - 1}, got a weight for class ${name}.`,
      );
    }
    if (typeof weight !== "number" || !Number.isFinite(weight) || weight < 0) {
      throw new RangeError(
        `${caller}: expected classWeight of finite numbers from 0 on, got ${describeValue(weight)} (class ${name}).`,
      );
    }
    weights[Number(name)] = weight;
  }
  return weights;
}
