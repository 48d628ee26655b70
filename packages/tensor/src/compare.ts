import type { Operand, ResultRank } from "./broadcasting.ts";
import { checkArgumentCount } from "./checks/check-argument-count.ts";
import { checkOptions } from "./checks/check-options.ts";
import { checkNumberTensors, checkOperands } from "./checks/check-tensor.ts";
import { checkType } from "./checks/check-values.ts";
import { pairs, zip } from "./elementwise.ts";
import { equalShapes } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/**
 * 1 where `a` and `b` are equal, else 0, element by element; shapes broadcast as in `add`. NaN equals
 * nothing. A number meets a float32 tensor rounded to float32, so 0.1 finds 0.1.
 *
 * @example
 * ```ts
 * equal(tensor([1, 2, 3]), 2).toArray(); // => [0, 1, 0]
 * ```
 *
 * Python twin: `numpy.equal`; its bool is uint8 here.
 */
export function equal<A extends Operand, B extends Operand>(
  a: A,
  b: B,
): Tensor<"uint8", ResultRank<A, B>> {
  checkArgumentCount("equal", arguments, 2);
  checkOperands("equal", { a, b });
  return zip(
    "equal",
    a,
    b,
    "uint8",
    pairs((x, y) => Number(x === y)),
  );
}

/** 1 where `a > b`, else 0, element by element; as `equal` otherwise. Python twin: `numpy.greater`. */
export function greater<A extends Operand, B extends Operand>(
  a: A,
  b: B,
): Tensor<"uint8", ResultRank<A, B>> {
  checkArgumentCount("greater", arguments, 2);
  checkOperands("greater", { a, b });
  return zip(
    "greater",
    a,
    b,
    "uint8",
    pairs((x, y) => Number(x > y)),
  );
}

/**
 * Whether `|a - b| <= atol + rtol * |b|` for every element; shapes broadcast. Equal infinities are close,
 * NaN is close to nothing, and two empty tensors are close.
 *
 * @param options.rtol default 1e-5; @param options.atol default 1e-8
 *
 * @example
 * ```ts
 * allclose(tensor([1, 2]), tensor([1, 2.00001])); // => true
 * ```
 *
 * Python twin: `numpy.allclose`.
 */
export function allclose(
  a: Operand,
  b: Operand,
  options: { rtol?: number; atol?: number } = {},
): boolean {
  checkArgumentCount("allclose", arguments, 3);
  checkOperands("allclose", { a, b });
  checkOptions("allclose", options, ["rtol", "atol"]);
  const { rtol = 1e-5, atol = 1e-8 } = options;
  checkType("allclose", "rtol", rtol, "number");
  checkType("allclose", "atol", atol, "number");
  const close = pairs((x, y) =>
    // The bound is infinite for an infinite y, which would call any x close to it.
    Number(x === y || (Number.isFinite(y) && Math.abs(x - y) <= atol + rtol * Math.abs(y))),
  );
  return zip("allclose", a, b, "uint8", close).data.every((one) => one === 1);
}

/**
 * Whether both have the same shape and equal elements; the element types may differ, and NaN equals
 * nothing. Python twin: `numpy.array_equal`.
 */
export function arrayEqual(a: Tensor, b: Tensor): boolean {
  checkArgumentCount("arrayEqual", arguments, 2);
  checkNumberTensors("arrayEqual", { a, b });
  return equalShapes(a.shape, b.shape) && equal(a, b).data.every((one) => one === 1);
}
