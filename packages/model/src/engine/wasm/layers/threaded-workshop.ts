import { now } from "@rnn/tensor/event-loop";
import type { StartThread } from "../../../platform/platform.ts";
import { CallList, listKernels } from "../call-list.ts";
import { WasmThreads } from "../threads.ts";
import { cutWork, type Deal, type Work } from "./deal.ts";
import type { LayerKernels, SharedLayers } from "./layer-kernels.ts";
import { PlanMemory } from "./memory.ts";
import { RecordingKernels } from "./recording-kernels.ts";
import { SharingJudge } from "./sharing-judge.ts";
import type { Workshop } from "./workshop.ts";

/** The room for the calls of a share; where these are more, the caller runs some itself. */
const listBytes = 2 ** 18;
/** A trial of the threads lasts several batches, whose works differ in what threads spare. */
const trialCalls = 256;
/** After how much dealt work threads are started: what is done sooner is done before they are there. */
const startAfterMs = 50;

/** Deals work among the caller's thread and others: see WasmThreads for what these do and do not. */
export class ThreadedWorkshop implements Workshop {
  readonly kernels: LayerKernels;
  readonly memory: PlanMemory;
  readonly deal: Deal = (...works) => this.#deal(works);
  readonly #recording: RecordingKernels;
  readonly #lists: readonly CallList[];
  readonly #threads: WasmThreads;
  readonly #judge: Pick<SharingJudge, "isSharing" | "note">;
  #hasStarted = false;
  #workedMs = 0;
  /** What the work of the batch that is being trained took; undefined between batches. */
  #batchMs: number | undefined;

  /**
   * @param threads how many, the caller's among them
   * @param start what starts one: the host's, but in tests
   * @param judge of whether training is shared
   */
  constructor(
    { module, memory, kernels }: SharedLayers,
    threads: number,
    warn: (reason: string) => void,
    start?: StartThread,
    judge: Pick<SharingJudge, "isSharing" | "note"> = new SharingJudge(),
  ) {
    this.#judge = judge;
    this.#recording = new RecordingKernels(kernels);
    this.kernels = this.#recording.kernels;
    this.memory = new PlanMemory(this.kernels);
    const numbered = listKernels(kernels);
    this.#lists = Array.from(
      { length: threads - 1 },
      () => new CallList(memory, numbered, this.memory.place(listBytes), listBytes),
    );
    const lists = this.#lists;
    this.#threads = new WasmThreads({
      module,
      memory,
      lists,
      caller: "Sequential",
      warn,
      trialCalls,
      start,
    });
  }

  beginBatch(): void {
    this.#batchMs = 0;
  }

  endBatch(words: number): void {
    this.#judge.note(this.#batchMs ?? 0, words);
    this.#batchMs = undefined;
    // What trains has more to come.
    this.#start();
  }

  /** Ends them. What is dealt after, the caller does. */
  close(): void {
    this.#threads.close();
  }

  #deal(works: readonly Work[]): void {
    const threads = this.#threads;
    // What no other thread does, the caller does in one share.
    const isTraining = this.#batchMs !== undefined;
    const isWanted = !isTraining || this.#judge.isSharing;
    const isShared = this.#hasStarted && isWanted && !threads.isPaused;
    const shares = isShared ? this.#lists.length + 1 : 1;
    const begun = now();
    for (let share = 1; share < shares; share++) {
      const list = this.#lists[share - 1];
      list.clear();
      this.#recording.record(list, () => runShare(works, share, shares));
      if (list.length > 0) threads.post(share - 1);
    }
    const started = now();
    runShare(works, 0, shares);
    const ownMs = now() - started;
    threads.finish(ownMs);
    this.#workedMs += ownMs;
    if (isTraining) this.#batchMs = (this.#batchMs ?? 0) + now() - begun;
    if (this.#workedMs > startAfterMs) this.#start();
  }

  #start(): void {
    this.#hasStarted = true;
    this.#threads.start();
  }
}

function runShare(works: readonly Work[], share: number, shares: number): void {
  for (const work of works) {
    const first = cutWork(work, share / shares);
    const end = cutWork(work, (share + 1) / shares);
    if (end > first) work.run(first, end);
  }
}
