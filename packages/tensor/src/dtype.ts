import { describeValue } from "./checks/describe-value.ts";

/**
 * The element types: each one's typed array, its size, and the `descr` that NumPy writes into files.
 * Arrays of int64 and uint64 hold bigints; all others hold numbers. NumPy's bool reads as uint8.
 */
const table = {
  float32: { array: Float32Array, descr: "<f4" },
  float64: { array: Float64Array, descr: "<f8" },
  int8: { array: Int8Array, descr: "|i1" },
  int16: { array: Int16Array, descr: "<i2" },
  int32: { array: Int32Array, descr: "<i4" },
  int64: { array: BigInt64Array, descr: "<i8" },
  uint8: { array: Uint8Array, descr: "|u1" },
  uint16: { array: Uint16Array, descr: "<u2" },
  uint32: { array: Uint32Array, descr: "<u4" },
  uint64: { array: BigUint64Array, descr: "<u8" },
} as const;

/** The name of an element type, as NumPy spells it. */
export type DType = keyof typeof table;

/** The element types whose values are bigints. */
export type BigIntDType = "int64" | "uint64";

/** The element types whose values are numbers: all but int64 and uint64. */
export type NumberDType = Exclude<DType, BigIntDType>;

/** The typed array that holds elements of type `D`. */
export type DataOf<D extends DType> = InstanceType<(typeof table)[D]["array"]>;

/** The JavaScript type of one element of type `D`. */
export type ElementOf<D extends DType> = D extends BigIntDType ? bigint : number;

/** The element type that the typed array `A` holds. */
export type DTypeOfArray<A extends DataOf<DType>> = {
  [D in DType]: A extends DataOf<D> ? D : never;
}[DType];

/** All element types, in the order of the table. */
export const dtypes: readonly DType[] = Object.keys(table) as DType[];

/** A new zeroed typed array of `length` elements. */
export function allocate<D extends DType>(dtype: D, length: number): DataOf<D> {
  return new table[dtype].array(length) as DataOf<D>;
}

/** Bytes in one element. */
export function bytesPerElement(dtype: DType): number {
  return table[dtype].array.BYTES_PER_ELEMENT;
}

/** NumPy's `descr` of the type, little-endian: `"<f4"`, `"|u1"`. */
export function descrOf(dtype: DType): string {
  return table[dtype].descr;
}

/** Whether elements are bigints. */
export function isBigInt(dtype: DType): dtype is BigIntDType {
  return dtype === "int64" || dtype === "uint64";
}

/** Whether elements are float32 or float64. */
export function isFloat(dtype: DType): dtype is "float32" | "float64" {
  return dtype === "float32" || dtype === "float64";
}

/** The type of each kind of typed array, by the name that arrays of every frame and context bear. */
const dtypeByArrayName = new Map(dtypes.map((dtype) => [table[dtype].array.name, dtype]));

/** The element type that a typed array holds; `undefined` for DataView, Uint8ClampedArray and others. */
export function dtypeOfArray(array: unknown): DType | undefined {
  if (!ArrayBuffer.isView(array)) return undefined;
  return dtypeByArrayName.get((array as Uint8Array)[Symbol.toStringTag]);
}

/** The element types that hold numbers, not bigints. */
const numberDTypes = dtypes.filter((dtype) => !isBigInt(dtype));

/** Throws unless `dtype` is one of the names above: a RangeError for another string, else a TypeError. */
export function checkDType(caller: string, dtype: unknown): asserts dtype is DType {
  checkOneOf(caller, dtype, dtypes);
}

/** Throws as `checkDType` does, and a RangeError for the types of bigints. */
export function checkNumberDType(caller: string, dtype: unknown): asserts dtype is NumberDType {
  checkOneOf(caller, dtype, numberDTypes);
}

function checkOneOf(caller: string, dtype: unknown, known: readonly DType[]): void {
  if (known.includes(dtype as DType)) return;
  const wrong = `${caller}: expected dtype to be one of ${known.join(", ")}, got `;
  throw typeof dtype === "string"
    ? new RangeError(`${wrong}${dtype}.`)
    : new TypeError(`${wrong}${describeValue(dtype)}. Write its name: { dtype: "int32" }.`);
}

/**
 * The type that holds the results of arithmetic on `a` and `b`, by NumPy's rules: equal types stay;
 * float32 with an integer of at most 16 bits stays float32, with a wider one it is float64;
 * two integers give the smallest integer type that holds both.
 */
export function promote(a: NumberDType, b: NumberDType): NumberDType {
  if (a === b) return a;
  if (isFloat(a) || isFloat(b)) {
    const small = [a, b].every((d) => d === "float32" || (!isFloat(d) && bytesPerElement(d) <= 2));
    return small ? "float32" : "float64";
  }
  const [narrow, wide] = bytesPerElement(a) <= bytesPerElement(b) ? [a, b] : [b, a];
  const signed = (d: NumberDType): boolean => d.startsWith("int");
  if (signed(narrow) === signed(wide)) return wide;
  if (bytesPerElement(narrow) < bytesPerElement(wide) && signed(wide)) return wide;
  // A signed type as wide as the unsigned one cannot hold it: the next wider signed type does.
  const next = { 1: "int16", 2: "int32" } as const;
  return next[bytesPerElement(wide) as 1 | 2] ?? "float64";
}
