/**
 * For the bench alone: the most multiply-adds that compiled WebAssembly does here. The eight sums of
 * block.ts, with its four vectors of `right` kept in registers; the two numbers of `left` are new in each turn,
 * so that no compiler can leave a product out, and come from cache.
 */

import { multiplyAdd } from "./block";

/** Floating-point operations of a turn. */
export const flopsPerStep: i32 = 64;

/** Turns until `left` begins anew. */
const count: i32 = 256;
const left = memory.data(4 * (256 + 1));

/** A sum that depends on every one of `steps` turns, a multiple of 256. Meaningless otherwise. */
export function peak(steps: i32, factor: f32): f32 {
  for (let k = 0; k <= count; ++k) store<f32>(left + (<usize>k << 2), factor * <f32>k);
  // Read from memory: a vector made of a number would be made anew in each turn.
  const r0 = v128.load(left, 0);
  const r1 = v128.load(left, 16);
  const r2 = v128.load(left, 32);
  const r3 = v128.load(left, 48);
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s02 = f32x4.splat(0);
  let s03 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s12 = f32x4.splat(0);
  let s13 = f32x4.splat(0);
  for (; steps > 0; steps -= count) {
    const end = left + (<usize>count << 2);
    for (let at = left; at < end; at += 4) {
      const l0 = v128.load32_splat(at);
      const l1 = v128.load32_splat(at, 4);
      s00 = multiplyAdd(l0, r0, s00);
      s10 = multiplyAdd(l1, r0, s10);
      s01 = multiplyAdd(l0, r1, s01);
      s11 = multiplyAdd(l1, r1, s11);
      s02 = multiplyAdd(l0, r2, s02);
      s12 = multiplyAdd(l1, r2, s12);
      s03 = multiplyAdd(l0, r3, s03);
      s13 = multiplyAdd(l1, r3, s13);
    }
  }
  s00 = f32x4.add(f32x4.add(s00, s01), f32x4.add(s02, s03));
  s10 = f32x4.add(f32x4.add(s10, s11), f32x4.add(s12, s13));
  return f32x4.extract_lane(f32x4.add(s00, s10), 0);
}
