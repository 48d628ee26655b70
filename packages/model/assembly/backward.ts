/**
 * Truncated backpropagation through time, over the states that `forward` kept:
 *
 *   e[T] = err Woᵀ (1 - h[T]²)        e[t-1] = e[t] Uᵀ (1 - h[t-1]²)
 *   ∂U = Σ h[t-1]ᵀ e[t]    ∂W = Σ x[t]ᵀ e[t]    ∂b = Σ e[t]    ∂Wo = h[T]ᵀ err    ∂bo = Σ err
 *
 * With tokens, only the rows of W that occur in these steps have a gradient; `touched` lists them.
 */
import { blockBytes, blockFloats, Plan } from "./plan";
import { addColumnsTimesRows, addRowsTimesPanels } from "./product";
import { addRow } from "./rows";
import { tokenMask, tokenRowBytes } from "./tokens";

const one = memory.data<f32>([1]);

/** The gradients of the last batch from `logits`, which hold the loss's derivative by each logit. */
export function backward(plan: Plan): void {
  const rows = plan.rows;
  const steps = plan.steps;
  const keep = plan.keep;
  const cells = plan.cells;
  const stride = plan.stride;
  const logits = plan.logits;
  const carrier = plan.exact ? plan.recurrentKernelTransposed : plan.recurrentKernel;
  const stateBytes = <usize>rows * stride;
  const panelBytes = <usize>cells * blockBytes;
  let h = plan.kept + <usize>keep * stateBytes;
  let e = plan.errors;
  let eBefore = e + stateBytes;

  clearGradients(plan);
  if (plan.exact) transposePanels(plan.recurrentKernel, carrier, cells);
  if (plan.dense) touchAll(plan);
  addColumnsTimesRows(plan.outputKernelGradient, 0, blockBytes, logits, 4, h, stride, rows, 1);
  store<f32>(plan.outputBiasGradient, sum(logits, rows));
  firstErrors(plan, e, h);
  for (let t = steps - 1; t >= steps - keep; --t) {
    h -= stateBytes;
    addColumnsTimesRows(
      plan.recurrentKernelGradient,
      blockBytes,
      panelBytes,
      h,
      stride,
      e,
      stride,
      rows,
      cells,
    );
    if (plan.dense) gatherDense(plan, t, e);
    else gatherTokens(plan, t, e);
    addColumnsTimesRows(plan.biasGradient, 0, blockBytes, one, 0, e, stride, rows, 1);
    if (t === steps - keep) break;
    memory.fill(eBefore, 0, stateBytes);
    addRowsTimesPanels(eBefore, stride, e, stride, carrier, stride, rows, cells);
    timesSlope(eBefore, h, stateBytes);
    const swap = e;
    e = eBefore;
    eBefore = swap;
  }
}

/** e[T] = err Woᵀ (1 - h²). */
function firstErrors(plan: Plan, e: usize, h: usize): void {
  const rows = plan.rows;
  const stride = plan.stride;
  const logits = plan.logits;
  const outputKernel = plan.outputKernel;
  for (let n = 0; n < rows; ++n) {
    const err = v128.load32_splat(logits + (<usize>n << 2));
    const row = e + <usize>n * stride;
    for (let at: usize = 0; at < stride; at += 16) {
      v128.store(row + at, f32x4.mul(err, v128.load(outputKernel + at)));
    }
  }
  timesSlope(e, h, <usize>rows * stride);
}

/** e = e (1 - h²): the slope of tanh by its value. */
function timesSlope(e: usize, h: usize, bytes: usize): void {
  const ones = v128.load32_splat(one);
  for (let at: usize = 0; at < bytes; at += 16) {
    const state = v128.load(h + at);
    const slope = f32x4.sub(ones, f32x4.mul(state, state));
    v128.store(e + at, f32x4.mul(v128.load(e + at), slope));
  }
}

/** ∂W += x[t]ᵀ e where x[t] is one-hot: each error goes to its token's row. */
function gatherTokens(plan: Plan, t: i32, e: usize): void {
  const tokenStep = tokenRowBytes(plan);
  const mask = tokenMask(plan);
  const rows = plan.rows;
  const stride = plan.stride;
  const kernelGradient = plan.kernelGradient;
  let at = plan.inputs + <usize>t * plan.tokenBytes;
  for (let n = 0; n < rows; ++n) {
    const token = load<i32>(at) & mask;
    touch(plan, token);
    addRow(e, kernelGradient + <usize>token * stride, stride);
    at += tokenStep;
    e += stride;
  }
}

function gatherDense(plan: Plan, t: i32, e: usize): void {
  const features = plan.features;
  const rows = plan.rows;
  const stride = plan.stride;
  const step = <usize>features << 2;
  const x = plan.inputs + <usize>t * <usize>rows * step;
  addColumnsTimesRows(plan.kernelGradient, stride, blockBytes, x, step, e, stride, rows, features);
}

@inline
export function touch(plan: Plan, token: i32): void {
  const mark = plan.marks + token;
  if (load<u8>(mark)) return;
  store<u8>(mark, 1);
  const touched = plan.touched;
  const count = load<i32>(touched) + 1;
  store<i32>(touched, count);
  store<i32>(touched + (<usize>count << 2), token);
}

function touchAll(plan: Plan): void {
  const features = plan.features;
  for (let feature = 0; feature < features; ++feature) touch(plan, feature);
}

/** Sets to zero what the last backward pass left. */
function clearGradients(plan: Plan): void {
  const stride = plan.stride;
  const touched = plan.touched;
  memory.fill(plan.recurrentKernelGradient, 0, <usize>plan.cells * stride);
  memory.fill(plan.biasGradient, 0, stride);
  memory.fill(plan.outputKernelGradient, 0, stride);
  for (let k = load<i32>(touched); k > 0; --k) {
    const token = load<i32>(touched + (<usize>k << 2));
    memory.fill(plan.kernelGradient + <usize>token * stride, 0, stride);
    store<u8>(plan.marks + token, 0);
  }
  store<i32>(touched, 0);
}

/** The transpose of a matrix `[size, size]` in panels, in panels. */
function transposePanels(from: usize, to: usize, size: i32): void {
  const panelBytes = <usize>size * blockBytes;
  for (let i = 0; i < size; ++i) {
    const column = to + <usize>(i / blockFloats) * panelBytes + (<usize>(i % blockFloats) << 2);
    for (let j = 0; j < size; ++j) {
      const panel = from + <usize>(j / blockFloats) * panelBytes + (<usize>(j % blockFloats) << 2);
      store<f32>(column + <usize>j * blockBytes, load<f32>(panel + <usize>i * blockBytes));
    }
  }
}

/** Σ of floats, carried in float64. */
function sum(values: usize, count: i32): f32 {
  let total: f64 = 0;
  for (let n = 0; n < count; ++n) total += load<f32>(values + (<usize>n << 2));
  return <f32>total;
}
