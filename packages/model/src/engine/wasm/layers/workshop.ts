import { type Deal, dealToOne } from "./deal.ts";
import type { LayerKernels } from "./layer-kernels.ts";
import { PlanMemory } from "./memory.ts";

/** What a session works with. */
export interface Workshop {
  readonly kernels: LayerKernels;
  readonly memory: PlanMemory;
  readonly deal: Deal;
  /** Says that what is dealt from now on is a batch of training, and how many words it had. */
  beginBatch?(): void;
  endBatch?(words: number): void;
  /** Ends the threads that take shares. */
  close?(): void;
}

/** Kernels, their memory, and nobody to share the work with. */
export function openWorkshop(kernels: LayerKernels): Workshop {
  return { kernels, memory: new PlanMemory(kernels), deal: dealToOne };
}
