/**
 * The forward pass of a batch:
 *
 *   z = x[t] W + b + h[t-1] U        h[t] = tanh(z)        h[0] = 0        logit = h[T] Wo + bo
 *
 * Sequences often start with a run of one token, the padding. Until it ends they all have one state, so
 * one row computes it for them: the rows are in the order in which their runs end, and step t computes
 * the first `live[t]`: those whose run has ended, and the next, whose state is also that of all after
 * it. A row that joins takes a copy of that state. No value depends on it: see block.ts.
 */
import { productOfOne, productOfTwo, Sum } from "./block";
import { blockBytes, Plan } from "./plan";
import { addRowsTimesPanels, addRowsTimesRows } from "./product";
import { copyRow, dot } from "./rows";
import { tanh } from "./tanh";
import { tokenMask, tokenRowBytes } from "./tokens";

/** Runs all rows and steps of the plan's batch and leaves the last `keep` + 1 states in `kept`. */
export function forward(plan: Plan): void {
  const steps = plan.steps;
  const stride = plan.stride;
  const kept = plan.kept;
  const live = plan.live;
  const passing = plan.passing;
  const dense = plan.dense;
  const stateBytes = <usize>plan.rows * stride;
  const firstKept = steps - plan.keep;
  let before = firstKept > 0 ? passing : kept;
  let computed = load<i32>(live);
  memory.fill(before, 0, <usize>computed * stride);
  for (let t = 0; t < steps; ++t) {
    const joined = load<i32>(live + ((<usize>t) << 2));
    for (; computed < joined; ++computed) {
      const to = before + <usize>computed * stride;
      copyRow(to - stride, to, stride);
    }
    const next = t + 1;
    const after =
      next < firstKept
        ? passing + <usize>(next & 1) * stateBytes
        : kept + <usize>(next - firstKept) * stateBytes;
    if (dense) sumDense(plan, t, before, after);
    else sumTokens(plan, t, computed, before, after);
    tanh(after, <usize>computed * stride);
    before = after;
  }
  readLogits(plan, before);
}

/** logit = h Wo + bo for the states at h, one a row of the batch. */
export function readLogits(plan: Plan, h: usize): void {
  const stride = plan.stride;
  const cells = plan.cells;
  const outputKernel = plan.outputKernel;
  const logits = plan.logits;
  const bias = load<f32>(plan.outputBias);
  const rows = plan.rows;
  for (let n = 0; n < rows; ++n) {
    const logit = dot(h + <usize>n * stride, outputKernel, cells) + bias;
    store<f32>(logits + ((<usize>n) << 2), logit);
  }
}

/** z = W[x[t]] + b + h U, where x[t] is a token. */
function sumTokens(plan: Plan, t: i32, computed: i32, h: usize, z: usize): void {
  const cells = plan.cells;
  const panelBytes = <usize>cells * blockBytes;
  const step = plan.stride;
  const tokenRows = plan.tokenRows;
  findTokenRows(plan, t, computed);
  let bias = plan.bias;
  let panel = plan.recurrentKernel;
  for (let block: usize = 0; block < step; block += blockBytes) {
    let row = tokenRows;
    let out = z + block;
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
    bias += blockBytes;
  }
}

/** Where the rows of W are that the tokens of a step stand for. */
function findTokenRows(plan: Plan, t: i32, computed: i32): void {
  const tokenStep = tokenRowBytes(plan);
  const mask = tokenMask(plan);
  const kernel = plan.kernel;
  const stride = plan.stride;
  let token = plan.inputs + <usize>t * plan.tokenBytes;
  let row = plan.tokenRows;
  const end = row + (<usize>computed << 2);
  for (; row < end; row += 4) {
    store<usize>(row, kernel + <usize>(load<i32>(token) & mask) * stride);
    token += tokenStep;
  }
}

/** z = b + x[t] W + h U. */
function sumDense(plan: Plan, t: i32, h: usize, z: usize): void {
  const rows = plan.rows;
  const features = plan.features;
  const stride = plan.stride;
  const xStep = <usize>features << 2;
  for (let n = 0; n < rows; ++n) copyRow(plan.bias, z + <usize>n * stride, stride);
  const x = plan.inputs + <usize>t * <usize>rows * xStep;
  addRowsTimesRows(z, stride, x, xStep, plan.kernel, stride, rows, features);
  addRowsTimesPanels(z, stride, h, stride, plan.recurrentKernel, stride, rows, plan.cells);
}
