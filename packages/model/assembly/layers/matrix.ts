/**
 * Products of matrices, cut into blocks of 16 columns and pairs of rows (see block.ts). A row of a matrix
 * is `…Step` bytes after the one before. Weights are in panels of 16 columns: the element at row i, column j
 * of `count` rows is at panel j / 16, row i, place j % 16.
 *
 *   addRowsTimesPanels    out[n] = start[n] + Σ_k left[n][k] right[k]       a forward product
 *   addColumnsTimesRows   out[i] += Σ_n left[n][i] right[n]                 a gradient, in panels
 */
import { productOfOne, productOfTwo, Sum } from "../block";

const blockBytes: usize = 64;
/** A sum over more rows than this is a sum of sums, which loses less to rounding, and stays in cache. */
const longestSum: i32 = 128;

/** out `[rows, 16 blocks]` = start + left `[rows, count]` times right in panels; `startStep` may be 0. */
export function addRowsTimesPanels(
  out: usize,
  outStep: usize,
  start: usize,
  startStep: usize,
  left: usize,
  leftStep: usize,
  right: usize,
  blocks: i32,
  count: i32,
  rows: i32,
): void {
  const panelBytes = <usize>count * blockBytes;
  for (let block = 0; block < blocks; ++block) {
    let o = out;
    let s = start;
    let l = left;
    for (let n = rows; n > 1; n -= 2) {
      productOfTwo(o, o + outStep, s, s + startStep, 0, Sum.onward, l, l + leftStep, 4, right, blockBytes, count);
      o += 2 * outStep;
      s += 2 * startStep;
      l += 2 * leftStep;
    }
    if (rows & 1) productOfOne(o, s, 0, Sum.onward, l, 4, right, blockBytes, count);
    out += blockBytes;
    start += blockBytes;
    right += panelBytes;
  }
}

/**
 * out `[count, 16 blocks]` in panels += the transpose of left `[rows, count]` times right
 * `[rows, 16 blocks]`. A `leftStep` of 0 with a `count` of 1 adds the rows up.
 */
export function addColumnsTimesRows(
  out: usize,
  left: usize,
  leftStep: usize,
  count: i32,
  right: usize,
  rightStep: usize,
  blocks: i32,
  rows: i32,
): void {
  const panelBytes = <usize>count * blockBytes;
  for (let first = 0; first < rows; first += longestSum) {
    const sum = min(longestSum, rows - first);
    let panel = out;
    let r = right;
    for (let block = 0; block < blocks; ++block) {
      let o = panel;
      let l = left;
      for (let i = count; i > 1; i -= 2) {
        productOfTwo(o, o + 64, o, o + 64, 0, Sum.apart, l, l + 4, leftStep, r, rightStep, sum);
        o += 128;
        l += 8;
      }
      if (count & 1) productOfOne(o, o, 0, Sum.apart, l, leftStep, r, rightStep, sum);
      panel += panelBytes;
      r += blockBytes;
    }
    left += <usize>sum * leftStep;
    right += <usize>sum * rightStep;
  }
}

/** The transpose of a matrix `[rows, columns]` in panels, in panels of `columns` rows. */
export function transposePanels(from: usize, rows: i32, columns: i32, to: usize): void {
  const fromPanel = <usize>rows * blockBytes;
  const toPanel = <usize>columns * blockBytes;
  for (let i = 0; i < rows; ++i) {
    const column = to + <usize>(i >> 4) * toPanel + (<usize>(i & 15) << 2);
    for (let j = 0; j < columns; ++j) {
      const at = from + <usize>(j >> 4) * fromPanel + (<usize>(j & 15) << 2);
      store<f32>(column + <usize>j * blockBytes, load<f32>(at + <usize>i * blockBytes));
    }
  }
}
