/**
 * The GRU cell with the reset after the product, Keras's own. Each row of z holds the input's sums side by
 * side, `gate` bytes each, for z, r and the candidate g; a row of c holds those of the state likewise, u.
 *
 *   u = h U + b₂    z = σ(xz + uz)    r = σ(xr + ur)    g = tanh(xg + r ug)    h' = z h + (1 - z) g
 *
 * The candidate of a row is a pass after its gates: were it in the same turn, it would wait for r.
 */
import { sigmoid, sigmoidSlope, tanh, tanhSlope } from "./activations";
import {
  addStates, at, beginBackward, beginForward, carried, carryErrors, old, Recurrence, rowBytes, rows, states,
  statesBefore,
} from "./recurrence";
import { copyRows } from "./rows";

export function gruForward(p: Recurrence, first: i32, end: i32, from: i32, to: i32): void {
  const gate = p.gate;
  const zStep = p.zStep;
  const hStep = p.hStep;
  for (let step = from; step < to; ++step) {
    if (!beginForward(p, step, first, end)) continue;
    let x = p.z + (at + first) * zStep;
    let u = p.c + (at + first) * zStep;
    let h = states + <usize>first * hStep;
    addStates(p, u, p.bias, 0, p.blocks, first);
    copyRows(p.c + (at + old) * zStep, zStep, p.bias, 0, rowBytes(p), rows - old);
    for (let n = first; n < rows; ++n) {
      const before = n < old ? statesBefore + <usize>n * hStep : p.zeros;
      for (let k: usize = 0; k < 2 * gate; k += 16) {
        v128.store(x + k, sigmoid(f32x4.add(v128.load(x + k), v128.load(u + k))));
      }
      for (let k: usize = 0; k < gate; k += 16) {
        const product = f32x4.mul(v128.load(x + gate + k), v128.load(u + 2 * gate + k));
        const g = tanh(f32x4.add(v128.load(x + 2 * gate + k), product));
        v128.store(x + 2 * gate + k, g);
        const change = f32x4.mul(v128.load(x + k), f32x4.sub(v128.load(before + k), g));
        v128.store(h + k, f32x4.add(g, change));
      }
      x += zStep;
      u += zStep;
      h += hStep;
    }
  }
}

/**
 * From e = ∂h':
 *
 *   ∂z = e (h - g)    ∂g = e (1 - z)    ∂r = ∂g's ug    ∂ug = ∂g's r    ∂h = e z + ∂u Uᵀ
 *
 * The errors by the sums take the places of what they are the errors of, in z and in c; ∂h that of e.
 */
export function gruBackward(p: Recurrence, first: i32, end: i32, from: i32, to: i32): void {
  const one = f32x4.splat(1);
  const gate = p.gate;
  const zStep = p.zStep;
  const hStep = p.hStep;
  const eStep = p.eStep;
  for (let step = to - 1; step >= from; --step) {
    if (!beginBackward(p, step, first, end)) continue;
    memory.fill(p.c + (at + first) * zStep, 0, <usize>(carried - first) * zStep);
    let x = p.z + (at + carried) * zStep;
    let u = p.c + (at + carried) * zStep;
    let e = p.e + <usize>carried * eStep;
    for (let n = carried; n < rows; ++n) {
      const before = n < old ? statesBefore + <usize>n * hStep : p.zeros;
      for (let k: usize = 0; k < gate; k += 16) {
        const z = v128.load(x + k);
        const r = v128.load(x + gate + k);
        const g = v128.load(x + 2 * gate + k);
        const error = v128.load(e + k);
        const byZ = f32x4.mul(error, f32x4.sub(v128.load(before + k), g));
        const byG = f32x4.mul(error, f32x4.sub(one, z));
        const sumG = f32x4.mul(byG, tanhSlope(g));
        const byR = f32x4.mul(sumG, v128.load(u + 2 * gate + k));
        const sumZ = f32x4.mul(byZ, sigmoidSlope(z));
        const sumR = f32x4.mul(byR, sigmoidSlope(r));
        v128.store(x + k, sumZ);
        v128.store(x + gate + k, sumR);
        v128.store(x + 2 * gate + k, sumG);
        v128.store(u + k, sumZ);
        v128.store(u + gate + k, sumR);
        v128.store(u + 2 * gate + k, f32x4.mul(sumG, r));
        v128.store(e + k, f32x4.mul(error, z));
      }
      x += zStep;
      u += zStep;
      e += eStep;
    }
    carryErrors(p, p.c, p.transposed, p.width, true);
  }
}
