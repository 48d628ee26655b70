import type { Plan } from "../../network/plan.ts";

/** Whether there are kernels for a plan: those for the network of the book's chapter, by its names. */
export function hasKernels({ names }: Plan): boolean {
  return names !== undefined;
}
