/** One step of gradient descent: parameter -= learningRate * gradient. */
import {
  b1,
  b1Gradient,
  b2,
  b2Gradient,
  cells,
  stride,
  touched,
  w1h,
  w1hGradient,
  w1x,
  w1xGradient,
  w2,
  w2Gradient,
} from "./layout";
import { descend } from "./rows";

/** Only the rows of w1x that the last backward pass touched have a gradient. */
export function update(learningRate: f32): void {
  descend(w1h, w1hGradient, <usize>cells * stride, learningRate);
  descend(b1, b1Gradient, stride, learningRate);
  descend(w2, w2Gradient, stride, learningRate);
  store<f32>(b2, load<f32>(b2) - learningRate * load<f32>(b2Gradient));
  for (let k = load<i32>(touched); k > 0; --k) {
    const row = <usize>load<i32>(touched + (<usize>k << 2)) * stride;
    descend(w1x + row, w1xGradient + row, stride, learningRate);
  }
}
