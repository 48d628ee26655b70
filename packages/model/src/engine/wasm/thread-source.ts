/**
 * What a thread of the wasm engine runs, as text, so that bundlers have no second file to find. A thread
 * and the one that trains talk through a few shared integers:
 *
 *   state      idle -> posted (a command is there) -> taken (by the thread) -> idle (done), or failed;
 *              closed for good from idle
 *   ready      1 once the thread has come up
 *   plan       counted up when the settings change
 *   kernel, arguments, settings     the command, and where everything stands in memory
 *
 * Whoever moves the state from posted on runs the command: the thread, or the one that trains if it is
 * there first. Integers written before the state are there when it is read.
 */

/** The values of a state. */
export const idle = 0;
export const posted = 1;
export const taken = 2;
export const failed = 3;
export const closed = 4;

/** Where the integers of a share are, from the first of its own on. Its state is alone in its cache line. */
export const words = { state: 0, ready: 32, plan: 33, kernel: 34, arguments: 35, settings: 40 };
/** Integers of a share. */
export const shareWords = 96;

/** The kernels that threads run, in the order of their numbers, and how many arguments they take at most. */
export const threadKernels = ["forward", "backward"] as const;
const mostArguments = words.settings - words.arguments;

/** What a thread is started with. */
export interface ThreadData {
  readonly module: object;
  readonly memory: object;
  readonly integers: Int32Array;
  /** The index of the first integer of its share. */
  readonly start: number;
  readonly settingNames: readonly string[];
}

/** How long a thread looks for its next command before it sleeps: longer than the gap between two. */
const spinMs = 0.1;

/** The text of a function of `ThreadData` that serves commands until the thread is ended. */
export const threadSource = `({ module, memory, integers, start, settingNames }) => {
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const run = [${threadKernels.map((name) => `kernels.${name}`).join(", ")}];
  const state = start + ${words.state};
  let plan = -1;
  const perform = () => {
    if (plan !== integers[start + ${words.plan}]) {
      plan = integers[start + ${words.plan}];
      settingNames.forEach((name, i) => {
        kernels[name].value = integers[start + ${words.settings} + i];
      });
    }
    const first = start + ${words.arguments};
    run[integers[start + ${words.kernel}]](...integers.subarray(first, first + ${mostArguments}));
  };
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
      perform();
    } catch (error) {
      end(${failed});
      throw error;
    }
    end(${idle});
  }
}`;
