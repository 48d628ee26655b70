import { now } from "@rnn/tensor/event-loop";
import { mayBlock, startThread } from "#platform";
import type { SharedKernels } from "./kernels.ts";
import {
  closed,
  failed,
  idle,
  posted,
  shareWords,
  type ThreadData,
  taken,
  threadKernels,
  threadSource,
  words,
} from "./thread-source.ts";

/** A kernel that shares of a batch are run through. */
export type ThreadKernel = (typeof threadKernels)[number];

/** The default patience. A thread that lives and has as much to do as the caller is never that late. */
const patienceMs = 5000;
/** How long to look for a thread's end before sleeping, where the host allows to sleep. */
const spinMs = 0.1;
/** After how many calls threads are judged by what they spared the caller. */
const trialCalls = 16;
/** The share of the time that they may cost, as long as a pause of so many calls can see to it. */
const mostLost = 0.1;
const longestPause = 2000;
/** The longest sleep, and the most that counts as waited at a time: a suspended machine waits for nothing. */
const napMs = 5;

/**
 * The threads of a session, one for each share of a batch but the first, which the caller's thread runs.
 * A share that no thread has taken by the time the caller is free, the caller runs as well. So nobody waits
 * for a thread to come up, and the results are the same whichever thread comes when.
 *
 * @param plans the address of each share's plan
 * @param warn called when threads do not start; the caller then runs all shares
 * @param start the host's, but in tests
 * @param patience how long to wait for a thread's share, in milliseconds besides ten times the own share's
 */
export class WasmThreads {
  readonly #shared: SharedKernels;
  readonly #integers: Int32Array;
  readonly #warn: (reason: string) => void;
  readonly #start: typeof startThread;
  readonly #patienceMs: number;
  /** What was posted last, by share. */
  readonly #posted: ThreadKernel[] = [];
  /** The address of each share's plan. */
  readonly #plans: readonly number[];
  /** What ends each thread; undefined until they are started. */
  #stops: (() => void)[] | undefined;
  #closed = false;
  #broken: Error | undefined;
  /** For how many more calls the caller runs all shares. */
  #pausedCalls = 0;
  /**
   * The calls since the last judgement: what posting and waiting took, what they spared the
   * caller, and what it would take alone.
   */
  #trial = { calls: 0, spentMs: 0, savedMs: 0, aloneMs: 0 };

  constructor(
    shared: SharedKernels,
    plans: readonly number[],
    warn: (reason: string) => void,
    start = startThread,
    patience = patienceMs,
  ) {
    this.#shared = shared;
    this.#plans = plans;
    this.#warn = warn;
    this.#start = start;
    this.#patienceMs = patience;
    const bytes = shared.kernels.length * shareWords * Int32Array.BYTES_PER_ELEMENT;
    this.#integers = new Int32Array(new SharedArrayBuffer(bytes));
  }

  /** Starts the threads, once. */
  start(): void {
    if (this.#stops !== undefined || this.#closed) return;
    this.#stops = [];
    const { module, memory, kernels } = this.#shared;
    try {
      for (let share = 1; share < kernels.length; share++) {
        const from = share * shareWords;
        const data: ThreadData = {
          module,
          memory,
          integers: this.#integers,
          start: from,
          plan: this.#plans[share],
        };
        this.#stops.push(this.#start(threadSource, data, (reason) => this.#ended(from, reason)));
      }
    } catch (error) {
      this.#warn(String(error));
    }
  }

  /** Ends the threads. The caller runs what is posted after. */
  close(): void {
    this.#closed = true;
    this.#pausedCalls = Number.POSITIVE_INFINITY;
    for (let from = shareWords; from < this.#integers.length; from += shareWords) {
      // A thread that sleeps cannot be ended from outside in every host.
      Atomics.compareExchange(this.#integers, from + words.state, idle, closed);
      Atomics.notify(this.#integers, from + words.state);
    }
    for (const stop of this.#stops ?? []) stop();
    this.#stops = [];
  }

  /** Offers a share to its thread. `finish` sees it through. */
  post(share: number, kernel: ThreadKernel): void {
    if (this.#broken !== undefined) throw this.#broken;
    this.#posted[share] = kernel;
    if (this.#pausedCalls > 0) return;
    const from = share * shareWords;
    this.#integers[from + words.kernel] = threadKernels.indexOf(kernel);
    const started = now();
    Atomics.store(this.#integers, from + words.state, posted);
    Atomics.notify(this.#integers, from + words.state);
    this.#trial.spentMs += now() - started;
  }

  /**
   * Runs the posted shares below `end` that no thread has taken, then waits for those that one has.
   * @param ownMs how long the caller's own share took
   * @throws Error where a thread does not end its share
   */
  finish(end: number, ownMs: number): void {
    const paused = this.#pausedCalls > 0;
    if (paused) this.#pausedCalls--;
    const started = now();
    for (let share = 1; share < end; share++) {
      const state = share * shareWords + words.state;
      if (paused || Atomics.compareExchange(this.#integers, state, posted, idle) === posted) {
        this.#shared.kernels[share][this.#posted[share]](this.#plans[share]);
      }
    }
    if (paused) return;
    const mostMs = this.#patienceMs + 10 * ownMs;
    for (let share = 1; share < end; share++) this.#await(share * shareWords + words.state, mostMs);
    const trial = this.#trial;
    trial.calls++;
    trial.spentMs += now() - started;
    // The caller would take as long for each share as for its own.
    trial.savedMs += ownMs * (end - 1);
    trial.aloneMs += ownMs * end;
    if (trial.calls === trialCalls) this.#judge();
  }

  /** Where other programs need the cores, threads come late, and a while without them is faster. */
  #judge(): void {
    const { spentMs, savedMs, aloneMs } = this.#trial;
    const lostCalls = (trialCalls * (spentMs - savedMs)) / aloneMs;
    if (lostCalls > 0) {
      this.#pausedCalls = Math.min(Math.ceil(lostCalls / mostLost), longestPause);
    }
    this.#trial = { calls: 0, spentMs: 0, savedMs: 0, aloneMs: 0 };
  }

  #await(state: number, mostMs: number): void {
    let waitedMs = 0;
    let before = now();
    for (;;) {
      for (let look = 0; look < 100; look++) {
        const value = Atomics.load(this.#integers, state);
        if (value === idle) return;
        if (value === failed) throw this.#break("one failed");
      }
      const time = now();
      waitedMs += Math.min(time - before, napMs);
      before = time;
      if (waitedMs > mostMs) throw this.#break("one does not answer");
      if (mayBlock && waitedMs > spinMs) Atomics.wait(this.#integers, state, taken, napMs);
    }
  }

  #ended(from: number, reason: string): void {
    if (this.#closed || this.#broken !== undefined) return;
    if (Atomics.load(this.#integers, from + words.ready) === 0) this.#warn(reason);
    else this.#break(`one ended: ${reason}`);
  }

  #break(what: string): Error {
    this.#broken = new Error(
      `RecurrentNetwork: expected the engine's threads to run until the training ends, but ${what}. ` +
        "Train again, or leave out the engine's threads.",
    );
    return this.#broken;
  }
}
