/**
 * Activations of a vector. tanh is the formula of ../tanh.ts; the sigmoid is (1 + tanh(z / 2)) / 2. The
 * constants are read where they are used: held in registers, they would push the values of a cell out.
 */
import { multiplyAdd } from "../block";

const constants = memory.data<f32>([
  9, -9, -3.2593771288309985e-5, 0.0364455241248133, 13.507825784266679, 476.742451018205,
  106.47257583424377, 953.4849556255623, 0.5,
]);

@inline
export function tanh(z: v128): v128 {
  const low = f32x4.pmin(z, v128.load32_splat(constants, 0));
  const x = f32x4.pmax(low, v128.load32_splat(constants, 4));
  const u = f32x4.mul(x, x);
  let p = multiplyAdd(v128.load32_splat(constants, 8), u, v128.load32_splat(constants, 12));
  p = multiplyAdd(p, u, v128.load32_splat(constants, 16));
  p = multiplyAdd(p, u, v128.load32_splat(constants, 20));
  const n = f32x4.mul(x, p);
  const q = f32x4.add(u, v128.load32_splat(constants, 24));
  const d = multiplyAdd(q, u, v128.load32_splat(constants, 28));
  return f32x4.div(f32x4.mul(f32x4.add(n, n), d), multiplyAdd(n, n, f32x4.mul(d, d)));
}

@inline
export function sigmoid(z: v128): v128 {
  const half = v128.load32_splat(constants, 32);
  return multiplyAdd(tanh(f32x4.mul(z, half)), half, half);
}

/** The slope of tanh by its value. */
@inline
export function tanhSlope(value: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(value, value));
}

/** The slope of the sigmoid by its value. */
@inline
export function sigmoidSlope(value: v128): v128 {
  return f32x4.mul(value, f32x4.sub(f32x4.splat(1), value));
}
