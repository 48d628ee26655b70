/**
 * The gradient of a batch whose rows several instances have shared out: the sum of theirs, always in the
 * order of the calls.
 */
import {
  b1Gradient,
  b2Gradient,
  cells,
  stride,
  touched,
  w1hGradient,
  w1xGradient,
  w2Gradient,
} from "./layout";
import { touch } from "./backward";
import { addRow } from "./rows";

/** Adds another instance's gradients, at the given addresses, to this one's. */
export function addGradients(
  w1h: usize,
  w1x: usize,
  b1: usize,
  w2: usize,
  b2: usize,
  touchedThere: usize,
): void {
  const bytes = <usize>cells * stride;
  for (let at: usize = 0; at < bytes; at += stride) addRow(w1h + at, w1hGradient + at);
  addRow(b1, b1Gradient);
  addRow(w2, w2Gradient);
  store<f32>(b2Gradient, load<f32>(b2Gradient) + load<f32>(b2));
  const last = touchedThere + (<usize>load<i32>(touchedThere) << 2);
  for (let at = touchedThere + 4; at <= last; at += 4) {
    const token = load<i32>(at);
    touch(token);
    const row = <usize>token * stride;
    addRow(w1x + row, w1xGradient + row);
  }
}
