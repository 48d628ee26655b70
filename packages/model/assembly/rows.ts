/** Rows of `stride` bytes, vector by vector. */
import { stride } from "./layout";

@inline
export function copyRow(from: usize, to: usize): void {
  for (let at: usize = 0; at < stride; at += 16) v128.store(to + at, v128.load(from + at));
}

@inline
export function addRow(from: usize, to: usize): void {
  for (let at: usize = 0; at < stride; at += 16) {
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  }
}

/** The sum of the products of two rows; the four lanes are added in a fixed order. */
@inline
export function dot(a: usize, b: usize): f32 {
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < stride; at += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  }
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/** weight -= learningRate * gradient, for whole vectors. */
@inline
export function descend(weight: usize, gradient: usize, bytes: usize, learningRate: f32): void {
  const rate = f32x4.splat(learningRate);
  for (let at: usize = 0; at < bytes; at += 16) {
    const step = f32x4.mul(rate, v128.load(gradient + at));
    v128.store(weight + at, f32x4.sub(v128.load(weight + at), step));
  }
}
