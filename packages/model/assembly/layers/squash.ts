/**
 * z = a tanh(s z) + b for the first `bytes` bytes of each row, in place: with s = a = b = 1/2 the sigmoid, with
 * s = a = 1 and b = 0 tanh itself. The formula of tanh is that of ../tanh.ts.
 */
import { multiplyAdd } from "../block";

const constants = memory.data<f32>([
  9, -3.2593771288309985e-5, 0.0364455241248133, 13.507825784266679, 476.742451018205,
  106.47257583424377, 953.4849556255623,
]);

export function squash(
  z: usize,
  step: usize,
  bytes: usize,
  rows: i32,
  inner: f32,
  outer: f32,
  shift: f32,
): void {
  const s = f32x4.splat(inner);
  const a = f32x4.splat(outer);
  const b = f32x4.splat(shift);
  const most = v128.load32_splat(constants, 0);
  const least = f32x4.neg(most);
  const a3 = v128.load32_splat(constants, 4);
  const a2 = v128.load32_splat(constants, 8);
  const a1 = v128.load32_splat(constants, 12);
  const a0 = v128.load32_splat(constants, 16);
  const c1 = v128.load32_splat(constants, 20);
  const c0 = v128.load32_splat(constants, 24);
  for (let row = 0; row < rows; ++row) {
    const end = z + bytes;
    for (let at = z; at < end; at += 16) {
      const x = f32x4.pmax(f32x4.pmin(f32x4.mul(v128.load(at), s), most), least);
      const u = f32x4.mul(x, x);
      const n = f32x4.mul(
        x,
        multiplyAdd(multiplyAdd(multiplyAdd(a3, u, a2), u, a1), u, a0),
      );
      const d = multiplyAdd(f32x4.add(u, c1), u, c0);
      const tanh = f32x4.div(
        f32x4.mul(f32x4.add(n, n), d),
        multiplyAdd(n, n, f32x4.mul(d, d)),
      );
      v128.store(at, multiplyAdd(tanh, a, b));
    }
    z += step;
  }
}
