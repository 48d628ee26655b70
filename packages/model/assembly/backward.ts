/**
 * Truncated backpropagation through time, over the states that `forward` kept:
 *
 *   e[T] = err w2ᵀ (1 - h[T]²)        e[t-1] = e[t] w1hᵀ (1 - h[t-1]²)
 *   ∂w1h = Σ h[t-1]ᵀ e[t]    ∂w1x = Σ x[t]ᵀ e[t]    ∂b1 = Σ e[t]    ∂w2 = h[T]ᵀ err    ∂b2 = Σ err
 *
 * With tokens, only the rows of w1x that occur in these steps have a gradient; `touched` lists them.
 */
import {
  b1Gradient,
  b2Gradient,
  blockBytes,
  blockFloats,
  cells,
  errors,
  features,
  inputs,
  kept,
  logits,
  marks,
  stride,
  tokenBytes,
  touched,
  w1h,
  w1hGradient,
  w1hTransposed,
  w1xGradient,
  w2,
  w2Gradient,
} from "./layout";
import { addColumnsTimesRows, addRowsTimesPanels } from "./product";
import { addRow } from "./rows";
import { tokenMask, tokenRowBytes } from "./tokens";

const one = memory.data<f32>([1]);

/** The gradients of a batch of `rows` rows from `logits`, which hold the loss's derivative by each logit. */
export function backward(rows: i32, steps: i32, keep: i32, dense: bool, exact: bool): void {
  const stateBytes = <usize>rows * stride;
  const panelBytes = <usize>cells * blockBytes;
  let h = kept + <usize>keep * stateBytes;
  let e = errors;
  let eBefore = errors + stateBytes;

  clearGradients();
  if (exact) transposePanels(w1h, w1hTransposed);
  if (dense) touchAll();
  addColumnsTimesRows(w2Gradient, 0, blockBytes, logits, 4, 1, h, rows);
  store<f32>(b2Gradient, sum(logits, rows));
  firstErrors(e, h, rows);
  for (let t = steps - 1; t >= steps - keep; --t) {
    h -= stateBytes;
    addColumnsTimesRows(w1hGradient, blockBytes, panelBytes, h, stride, cells, e, rows);
    if (dense) gatherDense(t, rows, e);
    else gatherTokens(t, steps, rows, e);
    addColumnsTimesRows(b1Gradient, 0, blockBytes, one, 0, 1, e, rows);
    if (t === steps - keep) break;
    memory.fill(eBefore, 0, stateBytes);
    addRowsTimesPanels(eBefore, e, exact ? w1hTransposed : w1h, rows);
    timesSlope(eBefore, h, stateBytes);
    const swap = e;
    e = eBefore;
    eBefore = swap;
  }
}

/** e[T] = err w2ᵀ (1 - h²). */
function firstErrors(e: usize, h: usize, rows: i32): void {
  for (let n = 0; n < rows; ++n) {
    const err = v128.load32_splat(logits + (<usize>n << 2));
    const row = e + <usize>n * stride;
    for (let at: usize = 0; at < stride; at += 16) {
      v128.store(row + at, f32x4.mul(err, v128.load(w2 + at)));
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

/** ∂w1x += x[t]ᵀ e where x[t] is one-hot: each error goes to its token's row. */
function gatherTokens(t: i32, steps: i32, rows: i32, e: usize): void {
  const tokenStep = tokenRowBytes(steps);
  const mask = tokenMask();
  let at = inputs + <usize>t * tokenBytes;
  for (let n = 0; n < rows; ++n) {
    const token = load<i32>(at) & mask;
    touch(token);
    addRow(e, w1xGradient + <usize>token * stride);
    at += tokenStep;
    e += stride;
  }
}

function gatherDense(t: i32, rows: i32, e: usize): void {
  const step = <usize>features << 2;
  const x = inputs + <usize>t * <usize>rows * step;
  addColumnsTimesRows(w1xGradient, stride, blockBytes, x, step, features, e, rows);
}

@inline
export function touch(token: i32): void {
  if (load<u8>(marks + token)) return;
  store<u8>(marks + token, 1);
  const count = load<i32>(touched) + 1;
  store<i32>(touched, count);
  store<i32>(touched + (<usize>count << 2), token);
}

function touchAll(): void {
  for (let feature = 0; feature < features; ++feature) touch(feature);
}

/** Sets to zero what the last backward pass left. */
function clearGradients(): void {
  memory.fill(w1hGradient, 0, <usize>cells * stride);
  memory.fill(b1Gradient, 0, stride);
  memory.fill(w2Gradient, 0, stride);
  for (let k = load<i32>(touched); k > 0; --k) {
    const token = load<i32>(touched + (<usize>k << 2));
    memory.fill(w1xGradient + <usize>token * stride, 0, stride);
    store<u8>(marks + token, 0);
  }
  store<i32>(touched, 0);
}

/** The transpose of a matrix `[cells, cells]` in panels, in panels. */
function transposePanels(from: usize, to: usize): void {
  const panelBytes = <usize>cells * blockBytes;
  for (let i = 0; i < cells; ++i) {
    const column = to + <usize>(i / blockFloats) * panelBytes + (<usize>(i % blockFloats) << 2);
    for (let j = 0; j < cells; ++j) {
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
