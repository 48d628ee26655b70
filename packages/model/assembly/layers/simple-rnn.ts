/** h' = tanh(z),  z = x W + b + h U */
import { tanh, tanhSlope } from "./activations";
import { addStates, at, beginBackward, beginForward, carried, carryErrors, Recurrence, rows, states } from "./recurrence";

export function tanhForward(p: Recurrence, first: i32, end: i32, from: i32, to: i32): void {
  const gate = p.gate;
  const zStep = p.zStep;
  const hStep = p.hStep;
  for (let step = from; step < to; ++step) {
    if (!beginForward(p, step, first, end)) continue;
    let z = p.z + (at + first) * zStep;
    let h = states + <usize>first * hStep;
    addStates(p, z, z, zStep, p.blocks, first);
    for (let n = first; n < rows; ++n) {
      for (let k: usize = 0; k < gate; k += 16) v128.store(h + k, tanh(v128.load(z + k)));
      z += zStep;
      h += hStep;
    }
  }
}

/** ∂z = e (1 - h'²), in the place of z; e = ∂z Uᵀ. */
export function tanhBackward(p: Recurrence, first: i32, end: i32, from: i32, to: i32): void {
  const gate = p.gate;
  const zStep = p.zStep;
  const hStep = p.hStep;
  const eStep = p.eStep;
  for (let step = to - 1; step >= from; --step) {
    if (!beginBackward(p, step, first, end)) continue;
    let z = p.z + (at + carried) * zStep;
    let h = states + <usize>carried * hStep;
    let e = p.e + <usize>carried * eStep;
    for (let n = carried; n < rows; ++n) {
      for (let k: usize = 0; k < gate; k += 16) {
        v128.store(z + k, f32x4.mul(v128.load(e + k), tanhSlope(v128.load(h + k))));
      }
      z += zStep;
      h += hStep;
      e += eStep;
    }
    carryErrors(p, p.z, p.transposed, p.width, false);
  }
}
