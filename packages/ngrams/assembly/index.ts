/**
 * Products of sparse rows with a matrix of `bytes` a row, a multiple of 16: the loops of
 * src/products/scalar-products.ts, four columns at a time, in the same order and so with the same bits.
 * The entries of row n are those from `offsets[n]` to `offsets[n + 1]`, each a column and a value.
 */

const blockBytes: usize = 64;

/** z[n] = b + sum over the row's entries of value * matrix[column]. */
export function multiply(
  rows: i32,
  bytes: usize,
  offsets: usize,
  columns: usize,
  values: usize,
  matrix: usize,
  b: usize,
  z: usize,
): void {
  for (let n = 0; n < rows; ++n) {
    const from = <usize>load<i32>(offsets) << 2;
    const to = <usize>load<i32>(offsets, 4) << 2;
    offsets += 4;
    let at: usize = 0;
    for (; at + blockBytes <= bytes; at += blockBytes) {
      let z0 = v128.load(b + at);
      let z1 = v128.load(b + at, 16);
      let z2 = v128.load(b + at, 32);
      let z3 = v128.load(b + at, 48);
      for (let entry = from; entry < to; entry += 4) {
        const value = v128.load32_splat(values + entry);
        const row = matrix + <usize>load<i32>(columns + entry) * bytes + at;
        z0 = f32x4.add(z0, f32x4.mul(value, v128.load(row)));
        z1 = f32x4.add(z1, f32x4.mul(value, v128.load(row, 16)));
        z2 = f32x4.add(z2, f32x4.mul(value, v128.load(row, 32)));
        z3 = f32x4.add(z3, f32x4.mul(value, v128.load(row, 48)));
      }
      v128.store(z + at, z0);
      v128.store(z + at, z1, 16);
      v128.store(z + at, z2, 32);
      v128.store(z + at, z3, 48);
    }
    for (; at < bytes; at += 16) {
      let sum = v128.load(b + at);
      for (let entry = from; entry < to; entry += 4) {
        const row = matrix + <usize>load<i32>(columns + entry) * bytes + at;
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(values + entry), v128.load(row)));
      }
      v128.store(z + at, sum);
    }
    z += bytes;
  }
}

/** matrix[column] += value * errors[n] for each entry of each row n, and b += errors[n]. */
export function addTransposed(
  rows: i32,
  bytes: usize,
  offsets: usize,
  columns: usize,
  values: usize,
  matrix: usize,
  b: usize,
  errors: usize,
): void {
  for (let n = 0; n < rows; ++n) {
    const from = <usize>load<i32>(offsets) << 2;
    const to = <usize>load<i32>(offsets, 4) << 2;
    offsets += 4;
    for (let entry = from; entry < to; entry += 4) {
      const value = v128.load32_splat(values + entry);
      const row = matrix + <usize>load<i32>(columns + entry) * bytes;
      for (let at: usize = 0; at < bytes; at += 16) {
        const product = f32x4.mul(value, v128.load(errors + at));
        v128.store(row + at, f32x4.add(v128.load(row + at), product));
      }
    }
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(b + at, f32x4.add(v128.load(b + at), v128.load(errors + at)));
    }
    errors += bytes;
  }
}
