/** What every host runs with threads: training by two, and whether one answers by itself. */

import { OneHotTensor, Tensor } from "@rnn/tensor";
import { startThread } from "#platform";
import { listKernels, numberOf } from "../src/engine/wasm/call-list.ts";
import { isSharedMemoryAvailable } from "../src/engine/wasm/compile.ts";
import { instantiateShared } from "../src/engine/wasm/kernels.ts";
import { SessionMemory } from "../src/engine/wasm/session-memory.ts";
import { idle, type ThreadData, words } from "../src/engine/wasm/thread-source.ts";
import { WasmThreads } from "../src/engine/wasm/threads.ts";
import {
  bidirectional,
  dense,
  embedding,
  gru,
  lstm,
  RecurrentNetwork,
  Sequential,
} from "../src/index.ts";
import { paddedTokens } from "./wasm-cases.ts";

/** What a host gave. */
export interface ThreadsReport {
  /** The SHA-256 of the weights after training, as float32. */
  readonly weights: string;
  readonly warnings: readonly string[];
  /** Whether a network of layers has the bits of one thread, trained by two and asked for predictions. */
  readonly layersAsOne: boolean;
  /** What a thread wrote for the bias 0.75, without the caller's help; or why none did. */
  readonly answer: number | string | undefined;
}

/** Trains by two threads, and lets one alone run a kernel. */
export async function threadsReport(): Promise<ThreadsReport> {
  const warnings: string[] = [];
  const onWarning = (message: string): void => {
    if (!warnings.includes(message)) warnings.push(message);
  };
  const { count, steps, features, tokens } = paddedTokens(500, 30, 50, 1);
  const x = new OneHotTensor(
    new Tensor(Int32Array.from(tokens), "int32", [count, steps]),
    features,
  );
  const y = Float64Array.from({ length: count }, (_, n) => tokens[(n + 1) * steps - 1] % 2);
  const network = new RecurrentNetwork({
    nCells: 24,
    engine: { kind: "wasm", threads: 2 },
    onWarning,
  });
  await network.fit(x, y, { epochs: 20, xVal: x, yVal: y });
  const { w1h, w1x, b1, w2, b2 } = network.weights;
  const values = [w1h, w1x, b1, w2, b2].flatMap(({ data }) => Array.from(data, Number));
  const digest = await crypto.subtle.digest("SHA-256", Float32Array.from(values));
  return {
    weights: Array.from(new Uint8Array(digest), (byte) => byte.toString(16)).join(""),
    warnings,
    layersAsOne: (await layerBits(2, onWarning)) === (await layerBits(1, onWarning)),
    answer: isSharedMemoryAvailable() ? await answer() : undefined,
  };
}

/** Weights and probabilities of a network of layers, as text. */
async function layerBits(threads: number, onWarning: (message: string) => void): Promise<string> {
  const { count, steps, tokens } = paddedTokens(200, 40, 50, 1);
  const x = new Tensor(Int32Array.from(tokens), "int32", [count, steps]);
  const y = Float64Array.from({ length: count }, (_, n) => tokens[(n + 1) * steps - 1] % 2);
  const layers = [embedding(50, 16, { maskZero: true }), bidirectional(lstm(16)), gru(8), dense(1)];
  const network = new Sequential(layers, { engine: { kind: "wasm", threads }, onWarning });
  await network.fit(x, y, { epochs: 4 });
  const values = [...Object.values(network.weights), network.predictProba(x)];
  return values.map(({ data }) => Array.from(data, Number).join(" ")).join("\n");
}

/** The logit of one row without any weight but the bias, by a thread. */
export async function answer(): Promise<number | string> {
  const { module, memory: shared, kernels } = instantiateShared("plain");
  const memory = new SessionMemory(kernels, 2, 4, 3);
  memory.reserve({ rows: 1, keptStates: 2, errorRows: 1, steps: 1, inputWidth: 1 });
  memory.floats[memory.at("outputBias")] = 0.75;
  memory.integers[memory.at("live", 1)] = 1;
  let integers: Int32Array = new Int32Array(0);
  let failure: string | undefined;
  const list = memory.createCallList(1, listKernels(kernels));
  const threads = new WasmThreads({
    module,
    memory: shared,
    lists: [list],
    caller: "answer",
    warn: (reason) => (failure = reason),
    start: (source, data, ended) => {
      ({ integers } = data as ThreadData);
      return startThread(source, data, ended);
    },
  });
  list.add(numberOf(kernels, "forward"), memory.plans[1]);
  for (const name of ["rows", "steps", "keep"] as const) memory.set(name, 1, 1);
  threads.start();
  // Once while it comes up, once when it sleeps.
  for (let round = 0; round < 2; round++) {
    if (failure !== undefined) break;
    memory.floats[memory.at("logits", 1)] = 0;
    threads.post(0);
    const isWaiting = (): boolean =>
      failure === undefined && Atomics.load(integers, words.state) !== idle;
    while (isWaiting()) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  threads.close();
  return failure ?? memory.floats[memory.at("logits", 1)];
}
