/**
 * tanh of whole blocks, in place. With n(x) / d(x) a rational approximation of tanh(x / 2),
 *
 *   tanh(x) = 2 n d / (n² + d²)
 *   n = x (((a3 u + a2) u + a1) u + a0)        d = (u + c1) u + c0        u = x²
 *
 * after x is cut to [-9, 9], where float32's tanh is ±1. The largest error over all float32 inputs is
 * 2.1e-7. NaN stays NaN: pmin and pmax give their first operand where the comparison is false.
 *
 * A pass of its own, four vectors at a time, because the divisions then overlap. The constants are read
 * from memory once; written in the loop, they would be made anew for each use.
 */
import { multiplyAdd } from "./block";
import { blockBytes } from "./layout";

const constants = memory.data<f32>([
  9, -3.2593771288309985e-5, 0.0364455241248133, 13.507825784266679, 476.742451018205,
  106.47257583424377, 953.4849556255623,
]);

@inline
function ratio(n: v128, d: v128): v128 {
  return f32x4.div(f32x4.mul(f32x4.add(n, n), d), multiplyAdd(n, n, f32x4.mul(d, d)));
}

/** x = tanh(x) for `bytes` bytes from `x` on, whole blocks of 64. */
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
    const x0 = f32x4.pmax(f32x4.pmin(v128.load(x, 0), most), least);
    const x1 = f32x4.pmax(f32x4.pmin(v128.load(x, 16), most), least);
    const x2 = f32x4.pmax(f32x4.pmin(v128.load(x, 32), most), least);
    const x3 = f32x4.pmax(f32x4.pmin(v128.load(x, 48), most), least);
    const u0 = f32x4.mul(x0, x0);
    const u1 = f32x4.mul(x1, x1);
    const u2 = f32x4.mul(x2, x2);
    const u3 = f32x4.mul(x3, x3);
    let n0 = multiplyAdd(a3, u0, a2);
    let n1 = multiplyAdd(a3, u1, a2);
    let n2 = multiplyAdd(a3, u2, a2);
    let n3 = multiplyAdd(a3, u3, a2);
    n0 = multiplyAdd(n0, u0, a1);
    n1 = multiplyAdd(n1, u1, a1);
    n2 = multiplyAdd(n2, u2, a1);
    n3 = multiplyAdd(n3, u3, a1);
    n0 = f32x4.mul(multiplyAdd(n0, u0, a0), x0);
    n1 = f32x4.mul(multiplyAdd(n1, u1, a0), x1);
    n2 = f32x4.mul(multiplyAdd(n2, u2, a0), x2);
    n3 = f32x4.mul(multiplyAdd(n3, u3, a0), x3);
    const d0 = multiplyAdd(f32x4.add(u0, c1), u0, c0);
    const d1 = multiplyAdd(f32x4.add(u1, c1), u1, c0);
    const d2 = multiplyAdd(f32x4.add(u2, c1), u2, c0);
    const d3 = multiplyAdd(f32x4.add(u3, c1), u3, c0);
    const t0 = ratio(n0, d0);
    const t1 = ratio(n1, d1);
    const t2 = ratio(n2, d2);
    const t3 = ratio(n3, d3);
    v128.store(x, t0, 0);
    v128.store(x, t1, 16);
    v128.store(x, t2, 32);
    v128.store(x, t3, 48);
    x += blockBytes;
  } while (x < end);
}
