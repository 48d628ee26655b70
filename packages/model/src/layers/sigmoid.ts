import { exp } from "@rnn/tensor/portable-math";

/** σ(x) = 1 / (1 + exp(-x)), for any x. */
export function sigmoid(x: number): number {
  return 1 / (1 + exp(-x));
}
