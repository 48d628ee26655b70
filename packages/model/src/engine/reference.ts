/**
 * The chapter's formulas in float64, as plain loops: the definition of correct that every other engine is
 * checked against.
 *
 *   forward     z1[t] = x[t] w1x + h[t-1] w1h + b1      h[t] = tanh(z1[t])      h[0] = 0
 *               z2 = h[T] w2 + b2
 *   backward    e[T] = err w2ᵀ (1 - h[T]²)              e[t-1] = e[t] w1hᵀ (1 - h[t-1]²)
 *               ∂w1h = Σ h[t-1]ᵀ e[t]    ∂w1x = Σ x[t]ᵀ e[t]    ∂b1 = Σ e[t]    over the last bpttSteps t
 *
 * A one-hot x[t] is never multiplied: x[t] w1x is the token's row of w1x.
 */
import { Tensor } from "@rnn/tensor";
import { tanh } from "@rnn/tensor/portable-math";
import type { DenseSequences, Sequences, TokenSequences } from "../network/sequences.ts";
import { byName, type ParameterName, parameterNames, type Weights } from "../parameters.ts";
import { allocate } from "../platform/allocate.ts";
import type { Engine, EngineSession, SessionOptions } from "./engine.ts";

type Arrays = Record<ParameterName, Float64Array>;

/** The reference engine: float64, no sharing, no approximation. */
export const referenceEngine: Engine<ParameterName> = {
  open: (parameters, options) => new ReferenceSession(parameters, options),
};

class ReferenceSession implements EngineSession<ParameterName> {
  readonly #options: SessionOptions;
  readonly #cells: number;
  readonly #shapes: Record<ParameterName, readonly number[]>;
  readonly #weights: Arrays;
  readonly #gradients: Arrays;
  /** h, `[T + 1, batch, cells]`: the states of the last forward pass, h[0] = 0 first. */
  #states = new Float64Array(0);
  /** e of one time step and of the one before, `[batch, cells]`. */
  #error: Float64Array = new Float64Array(0);
  #errorBefore: Float64Array = new Float64Array(0);
  #batch: { data: Sequences; rows: Int32Array } | undefined;

  constructor(parameters: Weights, options: SessionOptions) {
    this.#options = options;
    this.#cells = parameters.w1h.shape[0];
    this.#shapes = byName((name) => parameters[name].shape);
    this.#weights = byName((name) => Float64Array.from(parameters[name].contiguous().data));
    this.#gradients = byName((name) => new Float64Array(parameters[name].size));
  }

  load(sequences: Sequences): Sequences {
    const { batchSize } = this.#options;
    const needed = Math.min(batchSize, sequences.count) * this.#cells;
    const ofAllSteps = (sequences.steps + 1) * needed;
    if (this.#states.length < ofAllSteps) {
      this.#states = allocate(`batchSize ${batchSize} and x of ${sequences.steps} steps`, () => {
        return new Float64Array(ofAllSteps);
      });
    }
    if (this.#error.length < needed) {
      this.#error = new Float64Array(needed);
      this.#errorBefore = new Float64Array(needed);
    }
    return sequences;
  }

  forward(data: Sequences, rows: Int32Array, logits: Float64Array): void {
    const { w1h, b1, w2, b2 } = this.#weights;
    const cells = this.#cells;
    const h = this.#states;
    const stride = rows.length * cells;
    h.fill(0, 0, stride);
    for (let t = 0; t < data.steps; t++) {
      for (let n = 0; n < rows.length; n++) {
        const before = t * stride + n * cells;
        const now = before + stride;
        for (let j = 0; j < cells; j++) h[now + j] = b1[j];
        if ("tokens" in data) this.#addToken(data, rows[n], t, now);
        else this.#addDense(data, rows[n], t, now);
        addProduct(h, now, h, before, w1h, cells);
        for (let j = 0; j < cells; j++) h[now + j] = tanh(h[now + j]);
      }
    }
    for (let n = 0; n < rows.length; n++) {
      const last = data.steps * stride + n * cells;
      let z = b2[0];
      for (let j = 0; j < cells; j++) z += h[last + j] * w2[j];
      logits[n] = z;
    }
    this.#batch = { data, rows };
  }

  backward(errors: Float64Array): void {
    if (this.#batch === undefined) throw new Error("backward: expected a forward pass before it.");
    const { data, rows } = this.#batch;
    const { w2 } = this.#weights;
    const { w1h, w1x, b1, w2: gradientW2, b2 } = this.#gradients;
    for (const gradient of [w1h, w1x, b1, gradientW2, b2]) gradient.fill(0);
    const cells = this.#cells;
    const h = this.#states;
    const stride = rows.length * cells;
    let e = this.#error;
    for (let n = 0; n < rows.length; n++) {
      b2[0] += errors[n];
      for (let j = 0; j < cells; j++) {
        const hj = h[data.steps * stride + n * cells + j];
        gradientW2[j] += hj * errors[n];
        e[n * cells + j] = errors[n] * w2[j] * (1 - hj * hj);
      }
    }
    const first = Math.max(0, data.steps - this.#options.bpttSteps);
    for (let t = data.steps - 1; t >= first; t--) {
      for (let n = 0; n < rows.length; n++) {
        const before = t * stride + n * cells;
        for (let i = 0; i < cells; i++) {
          const hi = h[before + i];
          for (let j = 0; j < cells; j++) w1h[i * cells + j] += hi * e[n * cells + j];
        }
        if ("tokens" in data) this.#gatherToken(data, rows[n], t, n * cells);
        else this.#gatherDense(data, rows[n], t, n * cells);
        for (let j = 0; j < cells; j++) b1[j] += e[n * cells + j];
      }
      if (t > first) e = this.#carryBack(t, rows.length);
    }
  }

  update(learningRate: number): void {
    for (const name of parameterNames) {
      const weight = this.#weights[name];
      const gradient = this.#gradients[name];
      for (let i = 0; i < weight.length; i++) weight[i] -= learningRate * gradient[i];
    }
  }

  logits(data: Sequences, start: number, into: Float64Array): number {
    const end = Math.min(start + this.#options.batchSize, data.count);
    const rows = Int32Array.from({ length: end - start }, (_, n) => start + n);
    this.forward(data, rows, into.subarray(start, end));
    this.#batch = undefined;
    return end;
  }

  parameters(): Weights {
    return this.#tensors(this.#weights);
  }

  gradients(): Weights {
    return this.#tensors(this.#gradients);
  }

  /** e[t-1] = e[t] w1hᵀ (1 - h²), or e[t] w1h (1 - h²) as the chapter prints it; h is the state before step t. */
  #carryBack(t: number, count: number): Float64Array {
    const { w1h } = this.#weights;
    const cells = this.#cells;
    const h = this.#states;
    const e = this.#error;
    const next = this.#errorBefore;
    const exact = this.#options.recurrentGradient === "exact";
    for (let n = 0; n < count; n++) {
      const row = n * cells;
      const state = (t * count + n) * cells;
      for (let i = 0; i < cells; i++) {
        let sum = 0;
        for (let j = 0; j < cells; j++) {
          sum += e[row + j] * (exact ? w1h[i * cells + j] : w1h[j * cells + i]);
        }
        next[row + i] = sum * (1 - h[state + i] * h[state + i]);
      }
    }
    this.#error = next;
    this.#errorBefore = e;
    return next;
  }

  /** z += x[t] w1x for a one-hot x[t]: the token's row. */
  #addToken({ tokens, steps }: TokenSequences, row: number, t: number, into: number): void {
    const { w1x } = this.#weights;
    const from = tokens[row * steps + t] * this.#cells;
    for (let j = 0; j < this.#cells; j++) this.#states[into + j] += w1x[from + j];
  }

  #addDense(
    { dense, steps, features }: DenseSequences,
    row: number,
    t: number,
    into: number,
  ): void {
    const { w1x } = this.#weights;
    const cells = this.#cells;
    for (let d = 0; d < features; d++) {
      const x = dense[(row * steps + t) * features + d];
      for (let j = 0; j < cells; j++) this.#states[into + j] += x * w1x[d * cells + j];
    }
  }

  /** ∂w1x += x[t]ᵀ e for a one-hot x[t]: only the token's row changes. */
  #gatherToken({ tokens, steps }: TokenSequences, row: number, t: number, from: number): void {
    const { w1x } = this.#gradients;
    const into = tokens[row * steps + t] * this.#cells;
    for (let j = 0; j < this.#cells; j++) w1x[into + j] += this.#error[from + j];
  }

  #gatherDense(
    { dense, steps, features }: DenseSequences,
    row: number,
    t: number,
    from: number,
  ): void {
    const { w1x } = this.#gradients;
    const cells = this.#cells;
    for (let d = 0; d < features; d++) {
      const x = dense[(row * steps + t) * features + d];
      for (let j = 0; j < cells; j++) w1x[d * cells + j] += x * this.#error[from + j];
    }
  }

  #tensors(arrays: Arrays): Weights {
    return byName((name) => new Tensor(arrays[name].slice(), "float64", this.#shapes[name]));
  }
}

/**
 * into[at + j] += Σ_i from[start + i] w[i, j] for a square w. Four columns at a time, so that each state
 * is read once for four sums: twice as fast as one, and the same order of additions.
 */
function addProduct(
  into: Float64Array,
  at: number,
  from: Float64Array,
  start: number,
  w: Float64Array,
  cells: number,
): void {
  let j = 0;
  for (; j + 4 <= cells; j += 4) {
    let sum0 = into[at + j];
    let sum1 = into[at + j + 1];
    let sum2 = into[at + j + 2];
    let sum3 = into[at + j + 3];
    for (let i = 0, k = j; i < cells; i++, k += cells) {
      const x = from[start + i];
      sum0 += x * w[k];
      sum1 += x * w[k + 1];
      sum2 += x * w[k + 2];
      sum3 += x * w[k + 3];
    }
    into[at + j] = sum0;
    into[at + j + 1] = sum1;
    into[at + j + 2] = sum2;
    into[at + j + 3] = sum3;
  }
  for (; j < cells; j++) {
    let sum = into[at + j];
    for (let i = 0; i < cells; i++) sum += from[start + i] * w[i * cells + j];
    into[at + j] = sum;
  }
}
