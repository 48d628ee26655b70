/** Rows of whole vectors, vector by vector. */

@inline
export function copyRow(from: usize, to: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, v128.load(from + at));
}

@inline
export function addRow(from: usize, to: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  }
}

/**
 * The sum of the products of two rows of `cells` floats; the four lanes are added in a fixed order. What
 * follows the cells counts as 0: it need not be, see plan.ts.
 */
@inline
export function dot(a: usize, b: usize, cells: i32): f32 {
  const bytes = <usize>cells << 2;
  const whole = bytes & ~15;
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < whole; at += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  }
  if (whole !== bytes) {
    const isCell = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(cells & 3));
    const products = f32x4.mul(v128.load(a + whole), v128.load(b + whole));
    sum = f32x4.add(sum, v128.and(products, isCell));
  }
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/**
 * weight -= learningRate * gradient, for whole vectors. An infinite step, which float32's tanh gives where
 * float64's gives NaN, makes the weight NaN and not infinite: an infinite weight saturates its cells for
 * good, and no loss would show it.
 */
@inline
export function descend(weight: usize, gradient: usize, bytes: usize, learningRate: f32): void {
  const rate = f32x4.splat(learningRate);
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const step = f32x4.mul(rate, v128.load(gradient + at));
    const finiteStep = f32x4.add(step, f32x4.mul(step, zero));
    v128.store(weight + at, f32x4.sub(v128.load(weight + at), finiteStep));
  }
}
