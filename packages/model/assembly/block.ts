/**
 * The one matrix product that everything is made of, for one or two rows of 16 columns:
 *
 *   out[0..15] = start[0..15] + bias[0..15] + Σ_k left[k] right[k][0..15]        k < count
 *
 * `left` is a float every `leftStep` bytes, `right` a block of four vectors every `rightStep` bytes; a sum
 * is continued where `start` is `out`. Lane j of the result is always the same additions in the same order,
 * whatever row or pair of rows it belongs to.
 *
 * Two rows by four vectors are eight sums, four vectors of `right` and two of `left`: the 15 registers
 * that compilers of WebAssembly have. More rows, more vectors or an unrolled loop go through the stack.
 */

/** a b + c, rounded after each operation; in the relaxed build after both. */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** How a sum comes to what it is added to. */
export const enum Sum {
  /** It starts from `start`. */
  onward,
  /** It starts from `start` + `bias`. */
  biased,
  /** It starts from 0, and `start` is added at the end: less is lost to rounding where many sums meet. */
  apart,
}

@inline
function begin(start: usize, bias: usize, kind: Sum, offset: usize): v128 {
  if (kind === Sum.apart) return f32x4.splat(0);
  const from = v128.load(start + offset);
  if (kind === Sum.onward) return from;
  return f32x4.add(from, v128.load(bias + offset));
}

@inline
function finish(out: usize, start: usize, kind: Sum, offset: usize, sum: v128): void {
  const whole = kind === Sum.apart ? f32x4.add(v128.load(start + offset), sum) : sum;
  v128.store(out + offset, whole);
}

@inline
export function productOfTwo(
  out0: usize,
  out1: usize,
  start0: usize,
  start1: usize,
  bias: usize,
  kind: Sum,
  left0: usize,
  left1: usize,
  leftStep: usize,
  right: usize,
  rightStep: usize,
  count: i32,
): void {
  let s00 = begin(start0, bias, kind, 0);
  let s01 = begin(start0, bias, kind, 16);
  let s02 = begin(start0, bias, kind, 32);
  let s03 = begin(start0, bias, kind, 48);
  let s10 = begin(start1, bias, kind, 0);
  let s11 = begin(start1, bias, kind, 16);
  let s12 = begin(start1, bias, kind, 32);
  let s13 = begin(start1, bias, kind, 48);
  const end = right + <usize>count * rightStep;
  do {
    const l0 = v128.load32_splat(left0);
    const l1 = v128.load32_splat(left1);
    const r0 = v128.load(right, 0);
    const r1 = v128.load(right, 16);
    const r2 = v128.load(right, 32);
    const r3 = v128.load(right, 48);
    s00 = multiplyAdd(l0, r0, s00);
    s10 = multiplyAdd(l1, r0, s10);
    s01 = multiplyAdd(l0, r1, s01);
    s11 = multiplyAdd(l1, r1, s11);
    s02 = multiplyAdd(l0, r2, s02);
    s12 = multiplyAdd(l1, r2, s12);
    s03 = multiplyAdd(l0, r3, s03);
    s13 = multiplyAdd(l1, r3, s13);
    left0 += leftStep;
    left1 += leftStep;
    right += rightStep;
  } while (right !== end);
  finish(out0, start0, kind, 0, s00);
  finish(out0, start0, kind, 16, s01);
  finish(out0, start0, kind, 32, s02);
  finish(out0, start0, kind, 48, s03);
  finish(out1, start1, kind, 0, s10);
  finish(out1, start1, kind, 16, s11);
  finish(out1, start1, kind, 32, s12);
  finish(out1, start1, kind, 48, s13);
}

@inline
export function productOfOne(
  out: usize,
  start: usize,
  bias: usize,
  kind: Sum,
  left: usize,
  leftStep: usize,
  right: usize,
  rightStep: usize,
  count: i32,
): void {
  let s0 = begin(start, bias, kind, 0);
  let s1 = begin(start, bias, kind, 16);
  let s2 = begin(start, bias, kind, 32);
  let s3 = begin(start, bias, kind, 48);
  const end = right + <usize>count * rightStep;
  do {
    const l = v128.load32_splat(left);
    s0 = multiplyAdd(l, v128.load(right, 0), s0);
    s1 = multiplyAdd(l, v128.load(right, 16), s1);
    s2 = multiplyAdd(l, v128.load(right, 32), s2);
    s3 = multiplyAdd(l, v128.load(right, 48), s3);
    left += leftStep;
    right += rightStep;
  } while (right !== end);
  finish(out, start, kind, 0, s0);
  finish(out, start, kind, 16, s1);
  finish(out, start, kind, 32, s2);
  finish(out, start, kind, 48, s3);
}
