import { now } from "@rnn/tensor/event-loop";
import { mayBlock, startThread } from "#platform";
import type { StartThread } from "../../platform/platform.ts";
import type { CallList } from "./call-list.ts";
import {
  closed,
  failed,
  idle,
  posted,
  shareWords,
  type ThreadData,
  taken,
  threadSource,
  words,
} from "./thread-source.ts";

/** The default patience. A thread that lives and has as much to do as the caller is never that late. */
const patienceMs = 5000;
/** How long to look for a thread's end before sleeping, where the host allows it: to be woken takes long. */
const spinMs = 1;
/** The share of the time that they may cost, as long as a pause of so many calls can see to it. */
const mostLost = 0.1;
const longestPause = 2000;
/** The longest sleep, and the most that counts as waited at a time: a suspended machine waits for nothing. */
const napMs = 5;

/** What the threads of a session are made from. */
export interface ThreadsSetting {
  /** Kernels, and the memory that the threads share. */
  readonly module: object;
  readonly memory: object;
  /** What each share's thread is to run: of all shares but the first, which the caller's thread runs itself. */
  readonly lists: readonly CallList[];
  /** The class that trains, for errors. */
  readonly caller: string;
  /** Called when threads do not start; the caller then runs all shares. */
  readonly warn: (reason: string) => void;
  /** How many calls of `finish` a trial lasts, after which threads are judged by what they spared the caller. */
  readonly trialCalls?: number;
  /** The host's, but in tests. */
  readonly start?: StartThread | undefined;
  /** How long to wait for a thread's share, in milliseconds besides ten times the own share's. */
  readonly patienceMs?: number | undefined;
}

/**
 * The threads of a session, one for each share of the work but the first. A share that no thread has taken by
 * the time the caller is free, the caller runs as well. So nobody waits for a thread to come up, and the
 * results are the same whichever thread comes when.
 */
export class WasmThreads {
  readonly #setting: ThreadsSetting;
  readonly #integers: Int32Array;
  readonly #trialCalls: number;
  readonly #patienceMs: number;
  /** The lists posted since the last `finish`. */
  readonly #posted: number[] = [];
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

  constructor(setting: ThreadsSetting) {
    this.#setting = setting;
    this.#trialCalls = setting.trialCalls ?? 16;
    this.#patienceMs = setting.patienceMs ?? patienceMs;
    const bytes = setting.lists.length * shareWords * Int32Array.BYTES_PER_ELEMENT;
    this.#integers = new Int32Array(new SharedArrayBuffer(bytes));
  }

  /** Starts the threads, once. */
  start(): void {
    if (this.#stops !== undefined || this.#closed) return;
    this.#stops = [];
    const { module, memory, lists, warn, start: startOn = startThread } = this.#setting;
    try {
      for (let list = 0; list < lists.length; list++) {
        const start = list * shareWords;
        const data: ThreadData = { module, memory, integers: this.#integers, start };
        this.#stops.push(startOn(threadSource, data, (reason) => this.#ended(start, reason)));
      }
    } catch (error) {
      warn(String(error));
    }
  }

  /** Ends the threads. The caller runs what is posted after. */
  close(): void {
    this.#closed = true;
    this.#pausedCalls = Number.POSITIVE_INFINITY;
    for (let from = 0; from < this.#integers.length; from += shareWords) {
      // A thread that sleeps cannot be ended from outside in every host.
      Atomics.compareExchange(this.#integers, from + words.state, idle, closed);
      Atomics.notify(this.#integers, from + words.state);
    }
    for (const stop of this.#stops ?? []) stop();
    this.#stops = [];
  }

  /** Whether the caller runs all shares for now: since threads spared it nothing, or since they are closed. */
  get isPaused(): boolean {
    return this.#pausedCalls > 0;
  }

  /** Offers the calls of a list to its thread. `finish` sees them through. */
  post(list: number): void {
    if (this.#broken !== undefined) throw this.#broken;
    this.#posted.push(list);
    if (this.isPaused) return;
    const { start, length } = this.#setting.lists[list];
    const from = list * shareWords;
    this.#integers[from + words.list] = start;
    this.#integers[from + words.length] = length;
    const started = now();
    Atomics.store(this.#integers, from + words.state, posted);
    Atomics.notify(this.#integers, from + words.state);
    this.#trial.spentMs += now() - started;
  }

  /**
   * Runs the posted lists that no thread has taken, then waits for those that one has.
   * @param ownMs how long the caller's own share took
   * @throws Error where a thread does not end its share
   */
  finish(ownMs: number): void {
    const { lists } = this.#setting;
    const paused = this.isPaused;
    if (paused) this.#pausedCalls--;
    const started = now();
    for (const list of this.#posted) {
      const state = list * shareWords + words.state;
      if (paused || Atomics.compareExchange(this.#integers, state, posted, idle) === posted) {
        lists[list].run();
      }
    }
    const others = this.#posted.length;
    if (!paused) this.#awaitAll(this.#patienceMs + 10 * ownMs);
    this.#posted.length = 0;
    if (paused || others === 0) return;
    const trial = this.#trial;
    trial.calls++;
    trial.spentMs += now() - started;
    // The caller would take as long for each share as for its own.
    trial.savedMs += ownMs * others;
    trial.aloneMs += ownMs * (others + 1);
    if (trial.calls === this.#trialCalls) this.#judge();
  }

  /** Where other programs need the cores, threads come late, and a while without them is faster. */
  #judge(): void {
    const { spentMs, savedMs, aloneMs } = this.#trial;
    const lostCalls = (this.#trialCalls * (spentMs - savedMs)) / aloneMs;
    if (lostCalls > 0) {
      this.#pausedCalls = Math.min(Math.ceil(lostCalls / mostLost), longestPause);
    }
    this.#trial = { calls: 0, spentMs: 0, savedMs: 0, aloneMs: 0 };
  }

  #awaitAll(mostMs: number): void {
    for (const list of this.#posted) this.#await(list * shareWords + words.state, mostMs);
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
    if (Atomics.load(this.#integers, from + words.ready) === 0) this.#setting.warn(reason);
    else this.#break(`one ended: ${reason}`);
  }

  #break(what: string): Error {
    this.#broken = new Error(
      `${this.#setting.caller}: expected the engine's threads to run until the training ends, but ${what}. ` +
        "Train again, or leave out the engine's threads.",
    );
    return this.#broken;
  }
}
