/**
 * The LSTM cell. Each row of z holds its gates side by side, `gate` bytes each: i, f, g (Keras's c) and o.
 *
 *   i, f, g, o = σ, σ, tanh, σ of x W + b + h U        c' = f c + i g        t = tanh(c')        h' = o t
 *
 * tanh(c') of a row is a pass after its gates: were it in the same turn, it would wait for them.
 */
import { sigmoid, sigmoidSlope, tanh, tanhSlope } from "./activations";
import {
  addStates, at, beforeAt, beginBackward, beginForward, carried, carryErrors, old, Recurrence, rows, states,
} from "./recurrence";

export function lstmForward(p: Recurrence, first: i32, end: i32, from: i32, to: i32): void {
  const gate = p.gate;
  const zStep = p.zStep;
  const hStep = p.hStep;
  for (let step = from; step < to; ++step) {
    if (!beginForward(p, step, first, end)) continue;
    let z = p.z + (at + first) * zStep;
    let h = states + <usize>first * hStep;
    let c = p.c + (at + first) * gate;
    let t = p.squashed + (at + first) * gate;
    addStates(p, z, z, zStep, p.blocks, first);
    for (let n = first; n < rows; ++n) {
      const before = n < old ? p.c + (beforeAt + n) * gate : p.zeros;
      for (let k: usize = 0; k < gate; k += 16) {
        const i = sigmoid(v128.load(z + k));
        const f = sigmoid(v128.load(z + gate + k));
        const g = tanh(v128.load(z + 2 * gate + k));
        const o = sigmoid(v128.load(z + 3 * gate + k));
        const state = f32x4.add(f32x4.mul(f, v128.load(before + k)), f32x4.mul(i, g));
        v128.store(z + k, i);
        v128.store(z + gate + k, f);
        v128.store(z + 2 * gate + k, g);
        v128.store(z + 3 * gate + k, o);
        v128.store(c + k, state);
      }
      for (let k: usize = 0; k < gate; k += 16) {
        const squashed = tanh(v128.load(c + k));
        v128.store(t + k, squashed);
        v128.store(h + k, f32x4.mul(v128.load(z + 3 * gate + k), squashed));
      }
      z += zStep;
      h += hStep;
      c += gate;
      t += gate;
    }
  }
}

/**
 * From e = ∂h' and ec = the part of ∂c' that comes from the step after:
 *
 *   ∂o = e t    ∂c' = ec + e o (1 - t²)    ∂i = ∂c' g    ∂f = ∂c' c    ∂g = ∂c' i    ∂c = ∂c' f
 *
 * The gates' errors, by their sums, take the places of the gates in z; ∂c takes that of ec. e = ∂z Uᵀ.
 */
export function lstmBackward(p: Recurrence, first: i32, end: i32, from: i32, to: i32): void {
  const gate = p.gate;
  const zStep = p.zStep;
  const eStep = p.eStep;
  for (let step = to - 1; step >= from; --step) {
    if (!beginBackward(p, step, first, end)) continue;
    let z = p.z + (at + carried) * zStep;
    let t = p.squashed + (at + carried) * gate;
    let e = p.e + <usize>carried * eStep;
    let ec = p.ec + <usize>carried * eStep;
    for (let n = carried; n < rows; ++n) {
      const before = n < old ? p.c + (beforeAt + n) * gate : p.zeros;
      for (let k: usize = 0; k < gate; k += 16) {
        const i = v128.load(z + k);
        const f = v128.load(z + gate + k);
        const g = v128.load(z + 2 * gate + k);
        const o = v128.load(z + 3 * gate + k);
        const tanh = v128.load(t + k);
        const error = v128.load(e + k);
        const byO = f32x4.mul(error, tanh);
        const byC = f32x4.add(v128.load(ec + k), f32x4.mul(f32x4.mul(error, o), tanhSlope(tanh)));
        const byI = f32x4.mul(byC, g);
        const byF = f32x4.mul(byC, v128.load(before + k));
        const byG = f32x4.mul(byC, i);
        v128.store(z + k, f32x4.mul(byI, sigmoidSlope(i)));
        v128.store(z + gate + k, f32x4.mul(byF, sigmoidSlope(f)));
        v128.store(z + 2 * gate + k, f32x4.mul(byG, tanhSlope(g)));
        v128.store(z + 3 * gate + k, f32x4.mul(byO, sigmoidSlope(o)));
        v128.store(ec + k, f32x4.mul(byC, f));
      }
      z += zStep;
      t += gate;
      e += eStep;
      ec += eStep;
    }
    carryErrors(p, p.z, p.transposed, p.width, false);
  }
}
