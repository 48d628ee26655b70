/** The maximum over steps, one step after the other, and the way back. */

/** Where from[n] > most[n]: most[n] = from[n] and its step in `steps` (i32 lanes, laid out like most). */
export function maxRows(
  most: usize,
  steps: usize,
  mostStep: usize,
  from: usize,
  fromStep: usize,
  t: i32,
  bytes: usize,
  rows: i32,
): void {
  const step = i32x4.splat(t);
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < bytes; at += 16) {
      const old = v128.load(most + at);
      const value = v128.load(from + at);
      // NaN wins, so that it is not lost.
      const wins = v128.or(f32x4.gt(value, old), f32x4.ne(value, value));
      v128.store(most + at, v128.bitselect(value, old, wins));
      v128.store(steps + at, v128.bitselect(step, v128.load(steps + at), wins));
    }
    most += mostStep;
    steps += mostStep;
    from += fromStep;
  }
}

/** to[n] += error[n] where `steps` says that step t gave the maximum. */
export function scatterMaxRows(
  to: usize,
  toStep: usize,
  error: usize,
  steps: usize,
  errorStep: usize,
  t: i32,
  bytes: usize,
  rows: i32,
): void {
  const step = i32x4.splat(t);
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < bytes; at += 16) {
      const is = i32x4.eq(v128.load(steps + at), step);
      v128.store(to + at, f32x4.add(v128.load(to + at), v128.and(v128.load(error + at), is)));
    }
    to += toStep;
    error += errorStep;
    steps += errorStep;
  }
}
