/**
 * Elements as bytes and back. Files are little-endian unless they say otherwise, and so is every host
 * that runs this (the typed arrays are used as they lie in memory).
 */
import { allocate, bytesPerElement, type DType } from "../dtype.ts";
import { equalShapes, type Shape, stridesOf } from "../shape.ts";
import { Tensor } from "../tensor.ts";

/** More axes than NumPy has in any version. */
const maxRank = 64;

/**
 * The bytes that `shape` takes with elements of `width` bytes, or undefined where a length is not a whole number from 0 on, there are
 * more than 64 axes, or a product leaves the numbers that JavaScript holds exactly (lengths of 0 are
 * left out of it, so that none can hide behind them).
 */
export function byteLengthOf(width: number, shape: readonly unknown[]): number | undefined {
  if (shape.length > maxRank) return undefined;
  let product = width;
  for (const length of shape) {
    if (!isCount(length)) return undefined;
    product *= length || 1;
    if (!Number.isSafeInteger(product)) return undefined;
  }
  return shape.includes(0) ? 0 : product;
}

/** Whether `value` is a whole number from 0 on that is exact. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);
}

/** A tensor of a copy of `bytes`, whose length is that of the shape. */
export function tensorOfBytes(dtype: DType, shape: Shape, bytes: Uint8Array): Tensor<DType> {
  const width = bytesPerElement(dtype);
  const data = allocate(dtype, bytes.length / width);
  new Uint8Array(data.buffer).set(bytes);
  return new Tensor(data, dtype, shape);
}

/** Turns the order of the bytes of each element around, in place. */
export function swapBytes(tensor: Tensor<DType>): void {
  const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: width } = tensor.data;
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  for (let start = 0; start < bytes.length; start += width) {
    bytes.subarray(start, start + width).reverse();
  }
}

/** Whether elements of that shape and those strides lie one after the other in row-major order. */
export function isRowMajor(shape: Shape, strides: Shape): boolean {
  if (shape.includes(0)) return true;
  const long = shape.flatMap((length, axis) => (length === 1 ? [] : [axis]));
  const dense = stridesOf(shape);
  return equalShapes(
    long.map((axis) => strides[axis]),
    long.map((axis) => dense[axis]),
  );
}

/** The elements in row-major order, as bytes over the tensor's own memory where it lies so. */
export function bytesOfTensor(tensor: Tensor<DType>): Uint8Array {
  const dense = isRowMajor(tensor.shape, tensor.strides);
  const { data, offset } = dense ? tensor : tensor.copy();
  const start = data.byteOffset + offset * data.BYTES_PER_ELEMENT;
  return new Uint8Array(data.buffer, start, tensor.nbytes);
}
