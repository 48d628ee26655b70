import { type Deal, dealToOne } from "./deal.ts";
import type { LayerKernels } from "./layer-kernels.ts";
import { PlanMemory } from "./memory.ts";

/** What a session works with. */
export interface Workshop {
  readonly kernels: LayerKernels;
  readonly memory: PlanMemory;
  readonly deal: Deal;
  /** Starts the threads that take shares, where there are any, and ends them. */
  start?(): void;
  close?(): void;
}

/** Kernels, their memory, and nobody to share the work with. */
export function openWorkshop(kernels: LayerKernels): Workshop {
  return { kernels, memory: new PlanMemory(kernels), deal: dealToOne };
}
