import { RandomStream } from "@rnn/tensor/random-stream";
import type { LayerKernels } from "./layer-kernels.ts";
import type { PlanMemory } from "./memory.ts";

/** Places a random stream for the kernels that draw: see assembly/layers/dropout.ts. */
export function placeStream({ streamBytes }: LayerKernels, memory: PlanMemory): number {
  return memory.place(streamBytes.value);
}

/** Seeds it. */
export function writeStream(
  { streamBytes }: LayerKernels,
  { integers }: PlanMemory,
  stream: number,
  seed: readonly number[],
): void {
  const { key } = new RandomStream(seed).getState();
  integers.set(key, stream / 4);
  // Its last number says how many doubles of its block are used up: half as many as the words, which is all.
  integers[(stream + streamBytes.value) / 4 - 1] = key.length / 2;
}
