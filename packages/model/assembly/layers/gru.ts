/**
 * The GRU cell over a step's rows. Each row of x holds the input's sums side by side, `gate` bytes each, for
 * z, r and the candidate; with the reset after the product, a row of u holds those of the state likewise.
 *
 *   reset after    z = σ(xz + uz)    r = σ(xr + ur)    g = tanh(xg + r ug)            h' = z h + (1 - z) g
 *   reset before   z = σ(xz)         r = σ(xr)         g = tanh(xg + (r h) Ug)        (xz, xr hold u's too)
 *
 * `squash` makes sigmoids and tanh of what these kernels add up.
 */

/** g's sum xg + r ug, in the place of xg. */
export function gruCandidate(x: usize, xStep: usize, u: usize, uStep: usize, gate: usize, rows: i32): void {
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < gate; at += 16) {
      const product = f32x4.mul(v128.load(x + gate + at), v128.load(u + 2 * gate + at));
      v128.store(x + 2 * gate + at, f32x4.add(v128.load(x + 2 * gate + at), product));
    }
    x += xStep;
    u += uStep;
  }
}

/** h' = z h + (1 - z) g. */
export function gruForward(
  x: usize,
  xStep: usize,
  before: usize,
  beforeStep: usize,
  h: usize,
  hStep: usize,
  gate: usize,
  rows: i32,
): void {
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < gate; at += 16) {
      const z = v128.load(x + at);
      const g = v128.load(x + 2 * gate + at);
      const change = f32x4.mul(z, f32x4.sub(v128.load(before + at), g));
      v128.store(h + at, f32x4.add(g, change));
    }
    x += xStep;
    before += beforeStep;
    h += hStep;
  }
}

/**
 * Reset after, from e = ∂h':
 *
 *   ∂z = e (h - g)    ∂g = e (1 - z)    ∂r = ∂g's ug    ∂ug = ∂g's r    ∂h = e z, and what u's product adds
 *
 * The errors by the sums take the places in x of what they are the errors of, and in u likewise; ∂h that of e.
 */
export function gruBackward(
  x: usize,
  xStep: usize,
  u: usize,
  uStep: usize,
  before: usize,
  beforeStep: usize,
  e: usize,
  eStep: usize,
  gate: usize,
  rows: i32,
): void {
  const one = f32x4.splat(1);
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < gate; at += 16) {
      const z = v128.load(x + at);
      const r = v128.load(x + gate + at);
      const g = v128.load(x + 2 * gate + at);
      const error = v128.load(e + at);
      const byZ = f32x4.mul(error, f32x4.sub(v128.load(before + at), g));
      const byG = f32x4.mul(error, f32x4.sub(one, z));
      const sumG = f32x4.mul(byG, f32x4.sub(one, f32x4.mul(g, g)));
      const byR = f32x4.mul(sumG, v128.load(u + 2 * gate + at));
      const sumZ = f32x4.mul(byZ, f32x4.mul(z, f32x4.sub(one, z)));
      const sumR = f32x4.mul(byR, f32x4.mul(r, f32x4.sub(one, r)));
      v128.store(x + at, sumZ);
      v128.store(x + gate + at, sumR);
      v128.store(x + 2 * gate + at, sumG);
      v128.store(u + at, sumZ);
      v128.store(u + gate + at, sumR);
      v128.store(u + 2 * gate + at, f32x4.mul(sumG, r));
      v128.store(e + at, f32x4.mul(error, z));
    }
    x += xStep;
    u += uStep;
    before += beforeStep;
    e += eStep;
  }
}

/** Reset before: rh = r h, for the candidate's product. */
export function gruBeforeReset(
  rh: usize,
  rhStep: usize,
  x: usize,
  xStep: usize,
  before: usize,
  beforeStep: usize,
  gate: usize,
  rows: i32,
): void {
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < gate; at += 16) {
      v128.store(rh + at, f32x4.mul(v128.load(x + gate + at), v128.load(before + at)));
    }
    rh += rhStep;
    x += xStep;
    before += beforeStep;
  }
}

/** Reset before, first half: ∂z and ∂g by their sums, in their places; ∂h = e z, in the place of e. */
export function gruBeforeCandidateBackward(
  x: usize,
  xStep: usize,
  before: usize,
  beforeStep: usize,
  e: usize,
  eStep: usize,
  gate: usize,
  rows: i32,
): void {
  const one = f32x4.splat(1);
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < gate; at += 16) {
      const z = v128.load(x + at);
      const g = v128.load(x + 2 * gate + at);
      const error = v128.load(e + at);
      const byZ = f32x4.mul(error, f32x4.sub(v128.load(before + at), g));
      const byG = f32x4.mul(error, f32x4.sub(one, z));
      v128.store(x + at, f32x4.mul(byZ, f32x4.mul(z, f32x4.sub(one, z))));
      v128.store(x + 2 * gate + at, f32x4.mul(byG, f32x4.sub(one, f32x4.mul(g, g))));
      v128.store(e + at, f32x4.mul(error, z));
    }
    x += xStep;
    before += beforeStep;
    e += eStep;
  }
}

/** Second half, from ∂(r h): ∂r by its sum, in its place; ∂h += ∂(r h) r. */
export function gruBeforeBackward(
  x: usize,
  xStep: usize,
  byRh: usize,
  byRhStep: usize,
  before: usize,
  beforeStep: usize,
  e: usize,
  eStep: usize,
  gate: usize,
  rows: i32,
): void {
  const one = f32x4.splat(1);
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < gate; at += 16) {
      const r = v128.load(x + gate + at);
      const error = v128.load(byRh + at);
      const byR = f32x4.mul(error, v128.load(before + at));
      v128.store(x + gate + at, f32x4.mul(byR, f32x4.mul(r, f32x4.sub(one, r))));
      v128.store(e + at, f32x4.add(v128.load(e + at), f32x4.mul(error, r)));
    }
    x += xStep;
    byRh += byRhStep;
    before += beforeStep;
    e += eStep;
  }
}
