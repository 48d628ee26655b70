/**
 * In the place of parts of @rnn/tensor that hang on its classes and that no path of this page reaches: how tensors are
 * printed, and random choices by weights.
 */
export const formatTensor = (): string => "a tensor";

/** @throws Error always */
export function choose(): never {
  throw new Error("choice: this page leaves it out. Take its alias out of vite.config.ts.");
}
