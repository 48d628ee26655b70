/**
 * The gradient of a batch whose rows several instances have shared out: the sum of theirs, always in the
 * order of the calls.
 */
import { touch } from "./backward";
import { Plan } from "./plan";
import { addRow } from "./rows";

/** Adds the gradients of another share's plan to this one's. */
export function addGradients(plan: Plan, other: Plan): void {
  const stride = plan.stride;
  const bytes = <usize>plan.cells * stride;
  const from = other.recurrentKernelGradient;
  const to = plan.recurrentKernelGradient;
  for (let at: usize = 0; at < bytes; at += stride) addRow(from + at, to + at, stride);
  addRow(other.biasGradient, plan.biasGradient, stride);
  addRow(other.outputKernelGradient, plan.outputKernelGradient, stride);
  const bias = plan.outputBiasGradient;
  store<f32>(bias, load<f32>(bias) + load<f32>(other.outputBiasGradient));
  const touched = other.touched;
  const last = touched + (<usize>load<i32>(touched) << 2);
  for (let at = touched + 4; at <= last; at += 4) {
    const token = load<i32>(at);
    touch(plan, token);
    const row = <usize>token * stride;
    addRow(other.kernelGradient + row, plan.kernelGradient + row, stride);
  }
}
