/** One step of gradient descent: parameter -= learningRate * gradient. */
import { Plan } from "./plan";
import { descend } from "./rows";

/** Only the rows of the kernel that the last backward pass touched have a gradient. */
export function update(plan: Plan, learningRate: f32): void {
  const stride = plan.stride;
  const squareBytes = <usize>plan.cells * stride;
  descend(plan.recurrentKernel, plan.recurrentKernelGradient, squareBytes, learningRate);
  descend(plan.bias, plan.biasGradient, stride, learningRate);
  descend(plan.outputKernel, plan.outputKernelGradient, stride, learningRate);
  const bias = plan.outputBias;
  store<f32>(bias, load<f32>(bias) - learningRate * load<f32>(plan.outputBiasGradient));
  const touched = plan.touched;
  const kernel = plan.kernel;
  const gradient = plan.kernelGradient;
  for (let k = load<i32>(touched); k > 0; --k) {
    const row = <usize>load<i32>(touched + (<usize>k << 2)) * stride;
    descend(kernel + row, gradient + row, stride, learningRate);
  }
}
