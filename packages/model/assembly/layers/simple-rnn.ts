/** The tanh cell backward; forward it is `squash`. */

/** z = e (1 - h²), for the first `bytes` bytes of each row. */
export function tanhBackward(
  z: usize,
  zStep: usize,
  h: usize,
  hStep: usize,
  e: usize,
  eStep: usize,
  bytes: usize,
  rows: i32,
): void {
  const one = f32x4.splat(1);
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < bytes; at += 16) {
      const state = v128.load(h + at);
      const slope = f32x4.sub(one, f32x4.mul(state, state));
      v128.store(z + at, f32x4.mul(v128.load(e + at), slope));
    }
    z += zStep;
    h += hStep;
    e += eStep;
  }
}
