/**
 * Products of whole matrices, cut into blocks of 16 columns and pairs of rows.
 *
 *   addRowsTimesPanels   out[n] += Σ_k left[n][k] right[k]       rows by weights in panels
 *   addRowsTimesRows     out[n] += Σ_d left[n][d] right[d]       rows by weights in rows
 *   addColumnsTimesRows  out[i] += Σ_n left[n][i] right[n]       the transpose of rows by rows: a gradient
 */
import { productOfOne, productOfTwo, Sum } from "./block";
import { blockBytes, cells, stride } from "./layout";

/** A sum over more rows than this is a sum of sums, which loses less to rounding, and stays in cache. */
const longestSum: i32 = 128;

/** out `[rows, cells]` += left `[rows, cells]` times right `[cells, cells]` in panels. */
export function addRowsTimesPanels(out: usize, left: usize, right: usize, rows: i32): void {
  const panelBytes = <usize>cells * blockBytes;
  const step = stride;
  for (let block: usize = 0; block < step; block += blockBytes) {
    let o = out + block;
    let l = left;
    for (let n = rows; n > 1; n -= 2) {
      productOfTwo(o, o + step, o, o + step, 0, Sum.onward, l, l + step, 4, right, blockBytes, cells);
      o += 2 * step;
      l += 2 * step;
    }
    if (rows & 1) productOfOne(o, o, 0, Sum.onward, l, 4, right, blockBytes, cells);
    right += panelBytes;
  }
}

/** out `[rows, cells]` += left `[rows, count]` times right `[count, cells]`; the rows of left are dense. */
export function addRowsTimesRows(
  out: usize,
  left: usize,
  right: usize,
  rows: i32,
  count: i32,
): void {
  const step = stride;
  const leftStep = <usize>count * 4;
  for (let block: usize = 0; block < step; block += blockBytes) {
    let o = out + block;
    let l = left;
    for (let n = rows; n > 1; n -= 2) {
      productOfTwo(o, o + step, o, o + step, 0, Sum.onward, l, l + leftStep, 4, right + block, step, count);
      o += 2 * step;
      l += 2 * leftStep;
    }
    if (rows & 1) productOfOne(o, o, 0, Sum.onward, l, 4, right + block, step, count);
  }
}

/**
 * out `[count, cells]` += the transpose of left `[rows, count]`, a row every `leftStep` bytes, times right
 * `[rows, cells]`. Row i of out is at `outStep` i, its next block `outBlock` further.
 */
export function addColumnsTimesRows(
  out: usize,
  outStep: usize,
  outBlock: usize,
  left: usize,
  leftStep: usize,
  count: i32,
  right: usize,
  rows: i32,
): void {
  const step = stride;
  for (let first = 0; first < rows; first += longestSum) {
    const sum = min(longestSum, rows - first);
    let panel = out;
    for (let block: usize = 0; block < step; block += blockBytes) {
      const r = right + block;
      let o = panel;
      let l = left;
      for (let i = count; i > 1; i -= 2) {
        productOfTwo(o, o + outStep, o, o + outStep, 0, Sum.apart, l, l + 4, leftStep, r, step, sum);
        o += 2 * outStep;
        l += 8;
      }
      if (count & 1) productOfOne(o, o, 0, Sum.apart, l, leftStep, r, step, sum);
      panel += outBlock;
    }
    left += <usize>sum * leftStep;
    right += <usize>sum * step;
  }
}
