/**
 * The GRU cell with the reset before the product. Each row of z holds its gates side by side, `gate` bytes
 * each; c holds r h. U is in two parts, one for z and r and one for g.
 *
 *   z, r = σ, σ of x W + b + h U    g = tanh(x W + b + (r h) U)    h' = z h + (1 - z) g
 */
import { sigmoid, sigmoidSlope, tanh, tanhSlope } from "./activations";
import { addRowsTimesPanels } from "./matrix";
import {
  addStates, at, beginBackward, beginForward, carried, carryErrors, old, Recurrence, rows, states, statesBefore,
} from "./recurrence";

export function gruResetBeforeForward(p: Recurrence, first: i32, end: i32, from: i32, to: i32): void {
  const gate = p.gate;
  const zStep = p.zStep;
  const hStep = p.hStep;
  const stateBlocks = p.stateBlocks;
  for (let step = from; step < to; ++step) {
    if (!beginForward(p, step, first, end)) continue;
    const sums = p.z + (at + first) * zStep;
    const reset = p.c + (at + first) * gate;
    addStates(p, sums, sums, zStep, 2 * stateBlocks, first);
    let x = sums;
    let rh = reset;
    for (let n = first; n < rows; ++n) {
      const before = n < old ? statesBefore + <usize>n * hStep : p.zeros;
      for (let k: usize = 0; k < gate; k += 16) {
        const r = sigmoid(v128.load(x + gate + k));
        v128.store(x + k, sigmoid(v128.load(x + k)));
        v128.store(x + gate + k, r);
        v128.store(rh + k, f32x4.mul(r, v128.load(before + k)));
      }
      x += zStep;
      rh += gate;
    }
    const candidate = sums + 2 * gate;
    addRowsTimesPanels(
      candidate, zStep, candidate, zStep, reset, gate, p.candidateKernel, stateBlocks, p.pitch, old - first,
    );
    x = sums;
    let h = states + <usize>first * hStep;
    for (let n = first; n < rows; ++n) {
      const before = n < old ? statesBefore + <usize>n * hStep : p.zeros;
      for (let k: usize = 0; k < gate; k += 16) {
        const g = tanh(v128.load(x + 2 * gate + k));
        v128.store(x + 2 * gate + k, g);
        const change = f32x4.mul(v128.load(x + k), f32x4.sub(v128.load(before + k), g));
        v128.store(h + k, f32x4.add(g, change));
      }
      x += zStep;
      h += hStep;
    }
  }
}

/**
 * From e = ∂h':
 *
 *   ∂z = e (h - g)    ∂g = e (1 - z)    ∂(r h) = ∂g Uᵀ    ∂r = ∂(r h) h    ∂h = e z + ∂(r h) r + (∂z, ∂r) Uᵀ
 *
 * The errors by the sums take the places of the gates in z, ∂(r h) is in ec, and ∂h takes the place of e.
 */
export function gruResetBeforeBackward(p: Recurrence, first: i32, end: i32, from: i32, to: i32): void {
  const one = f32x4.splat(1);
  const gate = p.gate;
  const zStep = p.zStep;
  const hStep = p.hStep;
  const eStep = p.eStep;
  for (let step = to - 1; step >= from; --step) {
    if (!beginBackward(p, step, first, end)) continue;
    const gates = p.z + (at + carried) * zStep;
    const errors = p.e + <usize>carried * eStep;
    const byReset = p.ec + <usize>carried * eStep;
    let x = gates;
    let e = errors;
    for (let n = carried; n < rows; ++n) {
      const before = n < old ? statesBefore + <usize>n * hStep : p.zeros;
      for (let k: usize = 0; k < gate; k += 16) {
        const z = v128.load(x + k);
        const g = v128.load(x + 2 * gate + k);
        const error = v128.load(e + k);
        const byZ = f32x4.mul(error, f32x4.sub(v128.load(before + k), g));
        const byG = f32x4.mul(error, f32x4.sub(one, z));
        v128.store(x + k, f32x4.mul(byZ, sigmoidSlope(z)));
        v128.store(x + 2 * gate + k, f32x4.mul(byG, tanhSlope(g)));
        v128.store(e + k, f32x4.mul(error, z));
      }
      x += zStep;
      e += eStep;
    }
    addRowsTimesPanels(
      byReset, eStep, p.zeros, 0, gates + 2 * gate, zStep, p.candidateTransposed, p.stateBlocks, p.pitch,
      rows - carried,
    );
    x = gates;
    e = errors;
    let byRh = byReset;
    for (let n = carried; n < rows; ++n) {
      const before = n < old ? statesBefore + <usize>n * hStep : p.zeros;
      for (let k: usize = 0; k < gate; k += 16) {
        const r = v128.load(x + gate + k);
        const error = v128.load(byRh + k);
        const byR = f32x4.mul(error, v128.load(before + k));
        v128.store(x + gate + k, f32x4.mul(byR, sigmoidSlope(r)));
        v128.store(e + k, f32x4.add(v128.load(e + k), f32x4.mul(error, r)));
      }
      x += zStep;
      e += eStep;
      byRh += eStep;
    }
    carryErrors(p, p.z, p.transposed, 2 * p.pitch, true);
  }
}
