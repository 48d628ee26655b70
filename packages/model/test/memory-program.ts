/**
 * Trains in a process of its own, started with --expose-gc, and prints what memory it holds after an
 * early epoch and after the last one. Arguments: the engine.
 */
import process from "node:process";
import { type EpochEnd, RecurrentNetwork } from "../src/index.ts";
import { lastToken } from "./last-token.ts";

/** Bytes in use, after a full garbage collection. */
export interface HeldMemory {
  readonly epoch: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly arrayBuffers: number;
}

const epochs = 1000;
const held: HeldMemory[] = [];

function onEpochEnd({ epoch }: EpochEnd): void {
  if (epoch !== 10 && epoch !== epochs) return;
  // The second waits for what the first left to a thread: freeing array buffers.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  held.push({ epoch, heapUsed, external, arrayBuffers });
}

// 50 batches an epoch, the last one smaller.
const { x, y } = lastToken(395);
const engine = process.argv[2] === "reference" ? "reference" : "wasm";
const network = new RecurrentNetwork({ nCells: 5, batchSize: 8, engine });
await network.fit(x, y, { epochs, xVal: x, yVal: y, onEpochEnd });
process.stdout.write(JSON.stringify(held));
