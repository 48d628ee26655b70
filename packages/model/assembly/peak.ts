/**
 * For the bench alone: the most multiply-adds that compiled WebAssembly does here. Eight independent sums
 * in registers and no memory; 64 floating-point operations a step.
 */

import { multiplyAdd } from "./block";

/** A sum that depends on every step. Meaningless otherwise. */
export function peak(steps: i32, factor: f32): f32 {
  const a = f32x4.splat(factor);
  const b = f32x4.splat(factor + 1);
  let s0 = a;
  let s1 = a;
  let s2 = a;
  let s3 = a;
  let s4 = b;
  let s5 = b;
  let s6 = b;
  let s7 = b;
  for (let k = steps; k > 0; --k) {
    s0 = multiplyAdd(a, b, s0);
    s1 = multiplyAdd(b, a, s1);
    s2 = multiplyAdd(a, a, s2);
    s3 = multiplyAdd(b, b, s3);
    s4 = multiplyAdd(a, b, s4);
    s5 = multiplyAdd(b, a, s5);
    s6 = multiplyAdd(a, a, s6);
    s7 = multiplyAdd(b, b, s7);
  }
  const sum = f32x4.add(
    f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)),
    f32x4.add(f32x4.add(s4, s5), f32x4.add(s6, s7)),
  );
  return f32x4.extract_lane(sum, 0);
}
