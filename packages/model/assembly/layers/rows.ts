/** Rows of whole vectors, `bytes` of each; a row is `…Step` bytes after the one before. */

/** All vectors of an area = value. */
export function fill(to: usize, bytes: usize, value: f32): void {
  const all = f32x4.splat(value);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, all);
}

/** to[n] = from[n]. */
export function copyRows(
  to: usize,
  toStep: usize,
  from: usize,
  fromStep: usize,
  bytes: usize,
  rows: i32,
): void {
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, v128.load(from + at));
    to += toStep;
    from += fromStep;
  }
}

/** to[n] += from[n]. */
export function addRows(
  to: usize,
  toStep: usize,
  from: usize,
  fromStep: usize,
  bytes: usize,
  rows: i32,
): void {
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
    }
    to += toStep;
    from += fromStep;
  }
}

/** to[n] *= from[n]. */
export function multiplyRows(
  to: usize,
  toStep: usize,
  from: usize,
  fromStep: usize,
  bytes: usize,
  rows: i32,
): void {
  for (let n = 0; n < rows; ++n) {
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(to + at, f32x4.mul(v128.load(to + at), v128.load(from + at)));
    }
    to += toStep;
    from += fromStep;
  }
}

/** to[n] = from[n] times the float that `factors` holds for the row, `[rows]`. */
export function scaleRows(
  to: usize,
  toStep: usize,
  from: usize,
  fromStep: usize,
  factors: usize,
  bytes: usize,
  rows: i32,
): void {
  for (let n = 0; n < rows; ++n) {
    const factor = v128.load32_splat(factors + (<usize>n << 2));
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(to + at, f32x4.mul(v128.load(from + at), factor));
    }
    to += toStep;
    from += fromStep;
  }
}

/** to[n] = table[ids[n]], ids i32. */
export function gatherRows(
  to: usize,
  toStep: usize,
  table: usize,
  tableStep: usize,
  ids: usize,
  bytes: usize,
  rows: i32,
): void {
  for (let n = 0; n < rows; ++n) {
    const from = table + <usize>load<i32>(ids + (<usize>n << 2)) * tableStep;
    for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, v128.load(from + at));
    to += toStep;
  }
}

/** table[ids[n]] += from[n], in the order of n. */
export function scatterRows(
  table: usize,
  tableStep: usize,
  ids: usize,
  from: usize,
  fromStep: usize,
  bytes: usize,
  rows: i32,
): void {
  for (let n = 0; n < rows; ++n) {
    const to = table + <usize>load<i32>(ids + (<usize>n << 2)) * tableStep;
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
    }
    from += fromStep;
  }
}
