import { describeValue } from "@rnn/tensor/checks";
import { adam, adamw } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

/** How each kind is made from its options: by the function that a caller would use, which checks them. */
const makers: Readonly<Record<Optimizer["kind"], (options: object) => Optimizer>> = {
  sgd,
  rmsprop,
  adam,
  adamw,
};

/**
 * A checked copy of the optimizer that a caller gave or a file holds.
 * @throws TypeError, RangeError where it is none
 */
export function readOptimizer(caller: string, value: unknown): Optimizer {
  const { kind, ...options } = (value ?? {}) as Record<string, unknown>;
  if (typeof kind === "string" && Object.hasOwn(makers, kind)) {
    return makers[kind as Optimizer["kind"]](options);
  }
  const got = kind === undefined ? value : kind;
  const names = Object.keys(makers).map((name) => `${name}()`);
  throw new TypeError(
    `${caller}: expected optimizer to be what ${names.join(", ")} give, got ${describeValue(got)}.`,
  );
}
