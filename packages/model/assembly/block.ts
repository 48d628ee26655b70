/**
 * The one matrix product that everything is made of, for one or two rows of 16 columns:
 *
 *   out[0..15] = start[0..15] + bias[0..15] + Σ_k left[k] right[k][0..15]        k < count
 *
 * `left` is a float every `leftStep` bytes, `right` a block of four vectors every `rightStep` bytes; a
 * bias at address 0 is none, and a sum goes on where `start` is `out`. Lane j of the result is always the
 * same additions in the same order, whatever row or pair of rows it belongs to.
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

/** out = start + bias + sum, in this order; without a bias where its address is 0. */
@inline
function finish(out: usize, start: usize, bias: usize, offset: usize, sum: v128): void {
  const from = v128.load(start + offset);
  const biased = bias ? f32x4.add(from, v128.load(bias + offset)) : from;
  v128.store(out + offset, f32x4.add(biased, sum));
}

@inline
export function productOfTwo(
  out0: usize,
  out1: usize,
  start0: usize,
  start1: usize,
  bias: usize,
  left0: usize,
  left1: usize,
  leftStep: usize,
  right: usize,
  rightStep: usize,
  count: i32,
): void {
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s02 = f32x4.splat(0);
  let s03 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s12 = f32x4.splat(0);
  let s13 = f32x4.splat(0);
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
  finish(out0, start0, bias, 0, s00);
  finish(out0, start0, bias, 16, s01);
  finish(out0, start0, bias, 32, s02);
  finish(out0, start0, bias, 48, s03);
  finish(out1, start1, bias, 0, s10);
  finish(out1, start1, bias, 16, s11);
  finish(out1, start1, bias, 32, s12);
  finish(out1, start1, bias, 48, s13);
}

@inline
export function productOfOne(
  out: usize,
  start: usize,
  bias: usize,
  left: usize,
  leftStep: usize,
  right: usize,
  rightStep: usize,
  count: i32,
): void {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
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
  finish(out, start, bias, 0, s0);
  finish(out, start, bias, 16, s1);
  finish(out, start, bias, 32, s2);
  finish(out, start, bias, 48, s3);
}
