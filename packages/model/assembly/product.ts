/**
 * Products of whole matrices, cut into blocks of 16 columns and pairs of rows. A step is the bytes from a row
 * to the next; `width` is the bytes of a row of the result, whole blocks.
 *
 *   addRowsTimesPanels   out[n] += Σ_k left[n][k] right[k]       rows by weights in panels
 *   addRowsTimesRows     out[n] += Σ_d left[n][d] right[d]       rows by weights in rows
 *   addColumnsTimesRows  out[i] += Σ_n left[n][i] right[n]       the transpose of rows by rows: a gradient
 */
import { productOfOne, productOfTwo, Sum } from "./block";
import { blockBytes } from "./plan";

/** A sum over more rows than this is a sum of sums, which loses less to rounding, and stays in cache. */
const longestSum: i32 = 128;

/** out `[rows, width]` += left `[rows, count]` times right `[count, width]` in panels. */
export function addRowsTimesPanels(
  out: usize,
  outStep: usize,
  left: usize,
  leftStep: usize,
  right: usize,
  width: usize,
  rows: i32,
  count: i32,
): void {
  const panelBytes = <usize>count * blockBytes;
  for (let block: usize = 0; block < width; block += blockBytes) {
    let o = out + block;
    let l = left;
    for (let n = rows; n > 1; n -= 2) {
      productOfTwo(
        o,
        o + outStep,
        o,
        o + outStep,
        0,
        Sum.onward,
        l,
        l + leftStep,
        4,
        right,
        blockBytes,
        count,
      );
      o += 2 * outStep;
      l += 2 * leftStep;
    }
    if (rows & 1) productOfOne(o, o, 0, Sum.onward, l, 4, right, blockBytes, count);
    right += panelBytes;
  }
}

/** out `[rows, width]` += left `[rows, count]` times right `[count, width]`, a row every `width` bytes. */
export function addRowsTimesRows(
  out: usize,
  outStep: usize,
  left: usize,
  leftStep: usize,
  right: usize,
  width: usize,
  rows: i32,
  count: i32,
): void {
  for (let block: usize = 0; block < width; block += blockBytes) {
    let o = out + block;
    let l = left;
    for (let n = rows; n > 1; n -= 2) {
      productOfTwo(
        o,
        o + outStep,
        o,
        o + outStep,
        0,
        Sum.onward,
        l,
        l + leftStep,
        4,
        right + block,
        width,
        count,
      );
      o += 2 * outStep;
      l += 2 * leftStep;
    }
    if (rows & 1) productOfOne(o, o, 0, Sum.onward, l, 4, right + block, width, count);
  }
}

/**
 * out `[count, width]` += the transpose of left `[rows, count]` times right `[rows, width]`. Row i of out is
 * at `outStep` i, its next block `outBlock` further.
 */
export function addColumnsTimesRows(
  out: usize,
  outStep: usize,
  outBlock: usize,
  left: usize,
  leftStep: usize,
  right: usize,
  width: usize,
  rows: i32,
  count: i32,
): void {
  for (let first = 0; first < rows; first += longestSum) {
    const sum = min(longestSum, rows - first);
    let panel = out;
    for (let block: usize = 0; block < width; block += blockBytes) {
      const r = right + block;
      let o = panel;
      let l = left;
      for (let i = count; i > 1; i -= 2) {
        productOfTwo(
          o,
          o + outStep,
          o,
          o + outStep,
          0,
          Sum.apart,
          l,
          l + 4,
          leftStep,
          r,
          width,
          sum,
        );
        o += 2 * outStep;
        l += 8;
      }
      if (count & 1) productOfOne(o, o, 0, Sum.apart, l, leftStep, r, width, sum);
      panel += outBlock;
    }
    left += <usize>sum * leftStep;
    right += <usize>sum * width;
  }
}
