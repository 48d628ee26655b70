/**
 * tanh of whole vectors, in place. With n(x) / d(x) a rational approximation of tanh(x / 2),
 *
 *   tanh(x) = 2 n d / (n² + d²)
 *   n = x (((a3 u + a2) u + a1) u + a0)        d = (u + c1) u + c0        u = x²
 *
 * after x is cut to [-9, 9], beyond which tanh is ±1 to within 2**-24. The largest error over all float32
 * inputs is 2.1e-7. NaN stays NaN: pmin and pmax give their first operand where the comparison is false.
 *
 * A pass of its own, because the divisions of one vector then overlap with the arithmetic of the next; two
 * vectors a turn, because what one of them waits for is time for the other. The constants are
 * read from memory once; written in the loop, they would be made anew for each use.
 */
import { multiplyAdd } from "./block";

const constants = memory.data<f32>([
  9, -3.2593771288309985e-5, 0.0364455241248133, 13.507825784266679, 476.742451018205,
  106.47257583424377, 953.4849556255623,
]);

@inline
function numerator(z: v128, u: v128, a3: v128, a2: v128, a1: v128, a0: v128): v128 {
  return f32x4.mul(z, multiplyAdd(multiplyAdd(multiplyAdd(a3, u, a2), u, a1), u, a0));
}

@inline
function denominator(u: v128, c1: v128, c0: v128): v128 {
  return multiplyAdd(f32x4.add(u, c1), u, c0);
}

@inline
function ratio(n: v128, d: v128): v128 {
  return f32x4.div(f32x4.mul(f32x4.add(n, n), d), multiplyAdd(n, n, f32x4.mul(d, d)));
}

/** x = tanh(x) for `bytes` bytes from `x` on, whole pairs of vectors. */
export function tanh(x: usize, bytes: usize): void {
  const most = v128.load32_splat(constants, 0);
  const least = f32x4.neg(most);
  const a3 = v128.load32_splat(constants, 4);
  const a2 = v128.load32_splat(constants, 8);
  const a1 = v128.load32_splat(constants, 12);
  const a0 = v128.load32_splat(constants, 16);
  const c1 = v128.load32_splat(constants, 20);
  const c0 = v128.load32_splat(constants, 24);
  const end = x + bytes;
  do {
    const z0 = f32x4.pmax(f32x4.pmin(v128.load(x), most), least);
    const z1 = f32x4.pmax(f32x4.pmin(v128.load(x, 16), most), least);
    const u0 = f32x4.mul(z0, z0);
    const u1 = f32x4.mul(z1, z1);
    const n0 = numerator(z0, u0, a3, a2, a1, a0);
    const n1 = numerator(z1, u1, a3, a2, a1, a0);
    v128.store(x, ratio(n0, denominator(u0, c1, c0)));
    v128.store(x, ratio(n1, denominator(u1, c1, c0)), 16);
    x += 32;
  } while (x < end);
}
