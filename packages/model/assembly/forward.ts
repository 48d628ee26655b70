/**
 * The forward pass of a batch:
 *
 *   z1 = x[t] w1x + b1 + h[t-1] w1h        h[t] = tanh(z1)        h[0] = 0        z2 = h[T] w2 + b2
 *
 * Sequences often start with a run of one token, the padding. Until it ends they all have one state, so
 * one row computes it for them: the rows stand in the order in which their runs end, and step t computes
 * the first `live[t]`: those whose run has ended, and the next, whose state is also that of all after
 * it. A row that joins takes a copy of that state. No value depends on it: see block.ts.
 */
import {
  b1,
  b2,
  blockBytes,
  cells,
  features,
  inputs,
  kept,
  live,
  logits,
  passing,
  stride,
  tokenBytes,
  tokenRows,
  w1h,
  w1x,
  w2,
} from "./layout";
import { productOfOne, productOfTwo, Sum } from "./block";
import { addRowsTimesPanels, addRowsTimesRows } from "./product";
import { copyRow, dot } from "./rows";
import { tanh } from "./tanh";
import { tokenMask, tokenRowBytes } from "./tokens";

/**
 * Runs `rows` rows for `steps` steps and leaves the last `keep` + 1 states in `kept`.
 * `dense` tells float inputs from tokens.
 */
export function forward(rows: i32, steps: i32, keep: i32, dense: bool): void {
  const stateBytes = <usize>rows * stride;
  const firstKept = steps - keep;
  let before = firstKept > 0 ? passing : kept;
  let computed = load<i32>(live);
  memory.fill(before, 0, <usize>computed * stride);
  for (let t = 0; t < steps; ++t) {
    const joined = load<i32>(live + ((<usize>t) << 2));
    for (; computed < joined; ++computed) {
      const to = before + <usize>computed * stride;
      copyRow(to - stride, to);
    }
    const next = t + 1;
    const after =
      next < firstKept
        ? passing + <usize>(next & 1) * stateBytes
        : kept + <usize>(next - firstKept) * stateBytes;
    if (dense) sumDense(t, rows, before, after);
    else sumTokens(t, steps, computed, before, after);
    tanh(after, <usize>computed * stride);
    before = after;
  }
  readLogits(rows, before);
}

/** z2 = h w2 + b2 for the `rows` states at h, in `logits`. */
export function readLogits(rows: i32, h: usize): void {
  for (let n = 0; n < rows; ++n) {
    const z2 = dot(h + <usize>n * stride, w2) + load<f32>(b2);
    store<f32>(logits + ((<usize>n) << 2), z2);
  }
}

/** z1 = w1x[x[t]] + b1 + h w1h, where x[t] is a token. */
function sumTokens(t: i32, steps: i32, computed: i32, h: usize, z1: usize): void {
  const panelBytes = <usize>cells * blockBytes;
  const step = stride;
  findTokenRows(t, steps, computed);
  let panel = w1h;
  for (let block: usize = 0; block < step; block += blockBytes) {
    const bias = b1 + block;
    let row = tokenRows;
    let out = z1 + block;
    let left = h;
    for (let n = computed; n > 1; n -= 2) {
      productOfTwo(
        out,
        out + step,
        load<usize>(row, 0) + block,
        load<usize>(row, 4) + block,
        bias,
        Sum.biased,
        left,
        left + step,
        4,
        panel,
        blockBytes,
        cells,
      );
      row += 8;
      out += 2 * step;
      left += 2 * step;
    }
    if (computed & 1) {
      productOfOne(
        out,
        load<usize>(row) + block,
        bias,
        Sum.biased,
        left,
        4,
        panel,
        blockBytes,
        cells,
      );
    }
    panel += panelBytes;
  }
}

/** Where the rows of w1x are that the tokens of a step stand for. */
function findTokenRows(t: i32, steps: i32, computed: i32): void {
  const tokenStep = tokenRowBytes(steps);
  const mask = tokenMask();
  let token = inputs + <usize>t * tokenBytes;
  const end = tokenRows + (<usize>computed << 2);
  for (let row = tokenRows; row < end; row += 4) {
    store<usize>(row, w1x + <usize>(load<i32>(token) & mask) * stride);
    token += tokenStep;
  }
}

/** z1 = b1 + x[t] w1x + h w1h. */
function sumDense(t: i32, rows: i32, h: usize, z1: usize): void {
  for (let n = 0; n < rows; ++n) copyRow(b1, z1 + <usize>n * stride);
  const x = inputs + ((<usize>t * <usize>rows * <usize>features) << 2);
  addRowsTimesRows(z1, x, w1x, rows, features);
  addRowsTimesPanels(z1, h, w1h, rows);
}
