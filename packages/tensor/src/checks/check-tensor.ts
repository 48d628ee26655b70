import { type DType, isBigInt } from "../dtype.ts";
import { isTensor, type TensorFields } from "../tensor-fields.ts";
import { describeValue } from "./describe-value.ts";

/** Throws a TypeError unless `value` is a tensor, of any element type. */
export function checkTensor(caller: string, name: string, value: unknown): void {
  if (!isTensor(value)) throw notTensor(caller, name, value, "a Tensor");
}

/** Throws a TypeError unless each is a tensor of numbers, under the name of its argument. */
export function checkNumberTensors(
  caller: string,
  tensors: Readonly<Record<string, unknown>>,
): void {
  for (const [name, value] of Object.entries(tensors)) {
    checkTensor(caller, name, value);
    checkNoBigInts(caller, value as TensorFields);
  }
}

/** Throws a TypeError unless each is a tensor of numbers, or a number, under the name of its argument. */
export function checkOperands(caller: string, operands: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(operands)) {
    if (typeof value === "number") continue;
    if (!isTensor(value)) throw notTensor(caller, name, value, "a Tensor or a number");
    checkNoBigInts(caller, value);
  }
}

/** Throws a TypeError unless `value` is an object that holds a tensor under each of its names. */
export function checkTensorRecord(
  caller: string,
  value: unknown,
): asserts value is Readonly<Record<string, TensorFields>> {
  if (typeof value !== "object" || value === null || isTensor(value) || isMapOrSet(value)) {
    throw new TypeError(
      `${caller}: expected tensors to be an object of tensors by name, got ${describeValue(value)}. ` +
        "Write { x } for one tensor, and Object.fromEntries(map) for a Map.",
    );
  }
  for (const [name, item] of Object.entries(value)) {
    checkTensor(caller, `tensors[${JSON.stringify(name)}]`, item);
  }
}

/** Types forbid a tensor of bigints, but data from files may still bring one. */
function checkNoBigInts(caller: string, { dtype }: { readonly dtype: DType }): void {
  if (!isBigInt(dtype)) return;
  throw new TypeError(
    `${caller}: expected a tensor of numbers, got ${dtype} (bigints). ` +
      'Use astype("float64") or astype("int32") first.',
  );
}

function notTensor(caller: string, name: string, value: unknown, expected: string): TypeError {
  const advice =
    Array.isArray(value) || ArrayBuffer.isView(value)
      ? " Make one of it: tensor(values)."
      : typeof value === "object" && value !== null && "toDense" in value
        ? " Make one of it: toDense()."
        : "";
  return new TypeError(
    `${caller}: expected ${name} to be ${expected}, got ${describeValue(value)}.${advice}`,
  );
}

function isMapOrSet(value: object): boolean {
  return ["[object Map]", "[object Set]"].includes(Object.prototype.toString.call(value));
}
