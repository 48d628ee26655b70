import { allocateElements } from "../checks/allocate-elements.ts";
import { checkType } from "../checks/check-values.ts";
import { describeValue } from "../checks/describe-value.ts";
import { type DType, type ElementOf, type NumberDType } from "../dtype.ts";
import { checkShape, formatShape, type Shape, sizeOf } from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { drawBounded, drawWide } from "./bounded.ts";
import type { MT19937 } from "./mt19937.ts";

/** What `randint` can draw: the integer types, and NumPy's bool, which is kept as uint8. */
export type RandintDType = "bool" | Exclude<DType, "float32" | "float64">;

/** The element type that holds draws of type `D`. */
export type DrawnDType<D extends RandintDType> = D extends "bool" ? "uint8" : D & DType;

/** The lowest and highest value of each type, and how many bits of a word a draw takes. */
const types: Record<RandintDType, { lowest: bigint; highest: bigint; bits: 1 | 8 | 16 | 32 | 64 }> =
  {
    bool: { lowest: 0n, highest: 1n, bits: 1 },
    int8: { lowest: -(2n ** 7n), highest: 2n ** 7n - 1n, bits: 8 },
    int16: { lowest: -(2n ** 15n), highest: 2n ** 15n - 1n, bits: 16 },
    int32: { lowest: -(2n ** 31n), highest: 2n ** 31n - 1n, bits: 32 },
    int64: { lowest: -(2n ** 63n), highest: 2n ** 63n - 1n, bits: 64 },
    uint8: { lowest: 0n, highest: 2n ** 8n - 1n, bits: 8 },
    uint16: { lowest: 0n, highest: 2n ** 16n - 1n, bits: 16 },
    uint32: { lowest: 0n, highest: 2n ** 32n - 1n, bits: 32 },
    uint64: { lowest: 0n, highest: 2n ** 64n - 1n, bits: 64 },
  };

/** Without a type the draws are NumPy's of int64, kept as numbers: these are the values that are exact. */
const exact = { lowest: -(2n ** 53n), highest: 2n ** 53n - 1n };

/** `RandomState.randint` over its generator; a shape of `undefined` gives one number. */
export function randint(
  generator: MT19937,
  [low, high]: readonly [low: number | bigint, high: number | bigint],
  shape: Shape | number | undefined,
  dtype: RandintDType | undefined,
): Tensor<DType> | ElementOf<DType> {
  if (dtype !== undefined && !(typeof dtype === "string" && Object.hasOwn(types, dtype))) {
    const wrong = `randint: expected dtype to be one of ${Object.keys(types).join(", ")}, got `;
    throw typeof dtype === "string"
      ? new RangeError(`${wrong}${dtype as string}.`)
      : new TypeError(`${wrong}${describeValue(dtype)}.`);
  }
  const first = wholeNumber("low", low);
  const last = wholeNumber("high", high) - 1n;
  const lengths = checkShape("randint", shape === undefined ? [] : shape);
  const size = sizeOf(lengths);
  if (size > 0) checkBounds(first, last, dtype);
  const kept = dtype === "bool" ? "uint8" : (dtype ?? smallest(first, last));
  const sizing = { name: "shape", value: formatShape(lengths) };
  const data = allocateElements("randint", sizing, kept, size);
  if (size > 0) fill(generator, data, first, last - first, dtype ?? "int64");
  return shape === undefined ? data[0] : new Tensor(data, kept, lengths);
}

/** Fills `data` with `low` + a number from 0 to `range`, drawn as NumPy draws for `dtype`. */
function fill(
  generator: MT19937,
  data: Tensor<DType>["data"],
  low: bigint,
  range: bigint,
  dtype: RandintDType,
): void {
  const { bits } = types[dtype];
  const bigints = data instanceof BigInt64Array || data instanceof BigUint64Array;
  if (range > 0xffffffffn) {
    const drawn = drawWide(generator, range, data.length);
    // Writing a bigint keeps its lowest 64 bits, which are the sum: it is within the type.
    if (bigints) for (let i = 0; i < data.length; i++) data[i] = low + drawn[i];
    else for (let i = 0; i < data.length; i++) data[i] = Number(low + drawn[i]);
  } else if (bigints) {
    const drawn = drawBounded(generator, 0, Number(range), 32, data.length);
    for (let i = 0; i < data.length; i++) data[i] = low + BigInt(drawn[i]);
  } else if (data instanceof Float64Array) {
    const drawn = drawBounded(generator, 0, Number(range), 32, data.length);
    const start = Number(low);
    for (let i = 0; i < data.length; i++) data[i] = start + drawn[i];
  } else {
    // Writing to an integer type of at most 32 bits undoes the modulo of a negative sum.
    data.set(
      drawBounded(generator, Number(low), Number(range), bits === 64 ? 32 : bits, data.length),
    );
  }
}

/** The number type that holds every value from `first` to `last`. */
function smallest(first: bigint, last: bigint): NumberDType {
  const { lowest, highest } = types.int32;
  return lowest <= first && last <= highest ? "int32" : "float64";
}

function wholeNumber(name: string, value: number | bigint): bigint {
  if (typeof value === "bigint") return value;
  checkType("randint", name, value, "number");
  if (!Number.isInteger(value)) {
    throw new RangeError(`randint: expected ${name} to be a whole number, got ${String(value)}.`);
  }
  return BigInt(value);
}

function checkBounds(first: bigint, last: bigint, dtype: RandintDType | undefined): void {
  const { lowest, highest } = dtype === undefined ? exact : types[dtype];
  if (first < lowest || last > highest) {
    const advice = dtype === undefined ? ' Ask for { dtype: "int64" } to get bigints.' : "";
    throw new RangeError(
      `randint: expected values from ${lowest} to ${highest} (${dtype ?? "exact as numbers"}), ` +
        `got low ${first} and high ${last + 1n}.${advice}`,
    );
  }
  if (first > last) {
    throw new RangeError(`randint: expected low < high, got low ${first} and high ${last + 1n}.`);
  }
}
