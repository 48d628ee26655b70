/**
 * The LSTM cell over a step's rows. Each row of z holds its gates side by side, `gate` bytes each: i, f, g
 * (Keras's c) and o, after `squash` has made sigmoids of i, f, o and a tanh of g.
 *
 *   c' = f c + i g        t = tanh(c')        h' = o t
 */

/** c' = f c + i g, written to `after` and to `t`, for `squash` to take the tanh of. */
export function lstmState(
  z: usize,
  zStep: usize,
  before: usize,
  beforeStep: usize,
  after: usize,
  t: usize,
  step: usize,
  gate: usize,
  rows: i32,
): void {
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < gate; at += 16) {
      const i = v128.load(z + at);
      const f = v128.load(z + gate + at);
      const g = v128.load(z + 2 * gate + at);
      const c = f32x4.add(f32x4.mul(f, v128.load(before + at)), f32x4.mul(i, g));
      v128.store(after + at, c);
      v128.store(t + at, c);
    }
    z += zStep;
    before += beforeStep;
    after += step;
    t += step;
  }
}

/** h' = o t. */
export function lstmForward(
  z: usize,
  zStep: usize,
  t: usize,
  step: usize,
  h: usize,
  hStep: usize,
  gate: usize,
  rows: i32,
): void {
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < gate; at += 16) {
      v128.store(h + at, f32x4.mul(v128.load(z + 3 * gate + at), v128.load(t + at)));
    }
    z += zStep;
    t += step;
    h += hStep;
  }
}

/**
 * From e = ∂h' and ec = the part of ∂c' that comes from the step after:
 *
 *   ∂o = e t    ∂c' = ec + e o (1 - t²)    ∂i = ∂c' g    ∂f = ∂c' c    ∂g = ∂c' i    ∂c = ∂c' f
 *
 * The gates' errors, by their sums, take the places of the gates in z; ∂c takes that of ec.
 */
export function lstmBackward(
  z: usize,
  zStep: usize,
  before: usize,
  beforeStep: usize,
  t: usize,
  tStep: usize,
  e: usize,
  ec: usize,
  eStep: usize,
  gate: usize,
  rows: i32,
): void {
  const one = f32x4.splat(1);
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < gate; at += 16) {
      const i = v128.load(z + at);
      const f = v128.load(z + gate + at);
      const g = v128.load(z + 2 * gate + at);
      const o = v128.load(z + 3 * gate + at);
      const tanh = v128.load(t + at);
      const error = v128.load(e + at);
      const byO = f32x4.mul(error, tanh);
      const slope = f32x4.sub(one, f32x4.mul(tanh, tanh));
      const byC = f32x4.add(v128.load(ec + at), f32x4.mul(f32x4.mul(error, o), slope));
      const byI = f32x4.mul(byC, g);
      const byF = f32x4.mul(byC, v128.load(before + at));
      const byG = f32x4.mul(byC, i);
      v128.store(z + at, f32x4.mul(byI, f32x4.mul(i, f32x4.sub(one, i))));
      v128.store(z + gate + at, f32x4.mul(byF, f32x4.mul(f, f32x4.sub(one, f))));
      v128.store(z + 2 * gate + at, f32x4.mul(byG, f32x4.sub(one, f32x4.mul(g, g))));
      v128.store(z + 3 * gate + at, f32x4.mul(byO, f32x4.mul(o, f32x4.sub(one, o))));
      v128.store(ec + at, f32x4.mul(byC, f));
    }
    z += zStep;
    before += beforeStep;
    t += tStep;
    e += eStep;
    ec += eStep;
  }
}
