/**
 * What a thread of the wasm engine runs, as text, so that bundlers have no second file to find. A thread
 * and the one that trains talk through a few shared integers:
 *
 *   state      idle -> posted (a command is there) -> taken (by the thread) -> idle (done), or failed;
 *              closed for good from idle
 *   ready      1 once the thread has come up
 *   list       where the calls to run are in the shared memory, and how many float64s they take
 *   length
 *
 * Whoever moves the state from posted on runs the calls: the thread, or the one that trains if it is there
 * first. What is written before the state is there when it is read.
 */
import { runCallsSource } from "./call-list.ts";

/** The values of a state. */
export const idle = 0;
export const posted = 1;
export const taken = 2;
export const failed = 3;
export const closed = 4;

/** Where the integers of a share are, from the first of its own on. Its state is alone in its cache line. */
export const words = { state: 0, ready: 32, list: 33, length: 34 };
/** Integers of a share. */
export const shareWords = 64;

/** What a thread is started with. */
export interface ThreadData {
  readonly module: object;
  readonly memory: object;
  readonly integers: Int32Array;
  /** The index of the first integer of its share. */
  readonly start: number;
}

/** How long a thread looks for its next calls before it sleeps: longer than the gap between two. */
const spinMs = 1;

/** The text of a function of `ThreadData` that serves commands until the thread is ended. */
export const threadSource = `({ module, memory, integers, start }) => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const run = Object.values(exports).filter((kernel) => typeof kernel === "function");
  const runCalls = (calls) => {${runCallsSource}
  };
  const state = start + ${words.state};
  const end = (value) => {
    Atomics.store(integers, state, value);
    Atomics.notify(integers, state);
  };
  Atomics.store(integers, start + ${words.ready}, 1);
  while (Atomics.load(integers, state) !== ${closed}) {
    const slept = performance.now() + ${spinMs};
    do {
      for (let i = 0; i < 100 && Atomics.load(integers, state) === ${idle}; i++);
    } while (Atomics.load(integers, state) === ${idle} && performance.now() < slept);
    Atomics.wait(integers, state, ${idle});
    if (Atomics.compareExchange(integers, state, ${posted}, ${taken}) !== ${posted}) continue;
    try {
      const address = integers[start + ${words.list}] * 8;
      runCalls(new Float64Array(memory.buffer, address, integers[start + ${words.length}]));
    } catch (error) {
      end(${failed});
      throw error;
    }
    end(${idle});
  }
}`;
