/**
 * Steps of optimizers over `bytes` bytes of parameters w with gradients g, laid out alike, as is what they
 * remember. Each is one pass of whole vectors. The formulas are those of src/optimizers.
 */
import { multiplyAdd } from "../block";

/** w -= rate g */
export function sgd(w: usize, g: usize, bytes: usize, rate: f32): void {
  const r = f32x4.splat(rate);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(w + at, f32x4.sub(v128.load(w + at), f32x4.mul(r, v128.load(g + at))));
  }
}

/** v = m v - rate g; then w += v, or with Nesterov's look ahead w += m v - rate g */
export function momentum(
  w: usize,
  g: usize,
  v: usize,
  bytes: usize,
  rate: f32,
  m: f32,
  nesterov: bool,
): void {
  const r = f32x4.splat(rate);
  const kept = f32x4.splat(m);
  for (let at: usize = 0; at < bytes; at += 16) {
    const step = f32x4.mul(r, v128.load(g + at));
    const velocity = f32x4.sub(f32x4.mul(kept, v128.load(v + at)), step);
    v128.store(v + at, velocity);
    const move = nesterov ? f32x4.sub(f32x4.mul(kept, velocity), step) : velocity;
    v128.store(w + at, f32x4.add(v128.load(w + at), move));
  }
}

/** v = rho v + (1 - rho) g²;  w -= rate g / sqrt(v + epsilon) */
export function rmsprop(
  w: usize,
  g: usize,
  v: usize,
  bytes: usize,
  rate: f32,
  rho: f32,
  rest: f32,
  epsilon: f32,
): void {
  const r = f32x4.splat(rate);
  const kept = f32x4.splat(rho);
  const added = f32x4.splat(rest);
  const e = f32x4.splat(epsilon);
  for (let at: usize = 0; at < bytes; at += 16) {
    const gradient = v128.load(g + at);
    const squares = f32x4.add(
      f32x4.mul(kept, v128.load(v + at)),
      f32x4.mul(added, f32x4.mul(gradient, gradient)),
    );
    v128.store(v + at, squares);
    const step = f32x4.div(f32x4.mul(r, gradient), f32x4.sqrt(f32x4.add(squares, e)));
    v128.store(w + at, f32x4.sub(v128.load(w + at), step));
  }
}

/** w -= decay w;  m += (g - m) (1 - beta1);  v += (g² - v) (1 - beta2);  w -= rate m / (sqrt(v) + epsilon) */
export function adam(
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  bytes: usize,
  rate: f32,
  rest1: f32,
  rest2: f32,
  epsilon: f32,
  decay: f32,
): void {
  const r = f32x4.splat(rate);
  const b1 = f32x4.splat(rest1);
  const b2 = f32x4.splat(rest2);
  const e = f32x4.splat(epsilon);
  const left = f32x4.splat(1 - decay);
  for (let at: usize = 0; at < bytes; at += 16) {
    const gradient = v128.load(g + at);
    const oldM = v128.load(m + at);
    const oldV = v128.load(v + at);
    const newM = multiplyAdd(f32x4.sub(gradient, oldM), b1, oldM);
    const newV = multiplyAdd(f32x4.sub(f32x4.mul(gradient, gradient), oldV), b2, oldV);
    v128.store(m + at, newM);
    v128.store(v + at, newV);
    const step = f32x4.div(f32x4.mul(r, newM), f32x4.add(f32x4.sqrt(newV), e));
    v128.store(w + at, f32x4.sub(f32x4.mul(left, v128.load(w + at)), step));
  }
}

/** g = g, cut to [-most, most]; NaN stays. */
export function clipValues(g: usize, bytes: usize, most: f32): void {
  const high = f32x4.splat(most);
  const low = f32x4.splat(-most);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(g + at, f32x4.pmax(f32x4.pmin(v128.load(g + at), high), low));
  }
}

/** g *= factor */
export function scale(g: usize, bytes: usize, factor: f32): void {
  const f = f32x4.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(g + at, f32x4.mul(v128.load(g + at), f));
  }
}

/** Σ g², carried in float64, lane by lane. */
export function sumOfSquares(g: usize, bytes: usize): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const floats = v128.load(g + at);
    const a = f64x2.promote_low_f32x4(floats);
    const b = f64x2.promote_low_f32x4(i32x4.shuffle(floats, floats, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
