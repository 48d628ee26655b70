import { ProblemError, problemError } from "../problem/problem.ts";
import type { Progress } from "../training/progress.ts";
import type { CallName, Params, Reply, Request, Result } from "./protocol.ts";

/** The part of a Worker that is used. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent<Reply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: Request, transfer: Transferable[]): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** The page's end of the protocol. The worker is started at the first call, and stays. */
export class WorkerClient {
  readonly #start: () => WorkerLike;
  readonly #onProgress: (progress: Progress) => void;
  readonly #waiting = new Map<number, Waiting>();
  #worker: WorkerLike | undefined;
  #calls = 0;

  constructor(start: () => WorkerLike, onProgress: (progress: Progress) => void) {
    this.#start = start;
    this.#onProgress = onProgress;
  }

  /**
   * What the worker answers. Where the signal ends the call, it rejects with the signal's reason at once and
   * whatever the worker still says is dropped.
   */
  call<Name extends CallName>(
    name: Name,
    params: Params<Name>,
    { signal, transfer = [] }: { signal?: AbortSignal; transfer?: Transferable[] } = {},
  ): Promise<Result<Name>> {
    const worker = (this.#worker ??= this.#open());
    const id = ++this.#calls;
    return new Promise<unknown>((resolve, reject) => {
      signal?.throwIfAborted();
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ kind: "call", id, name, params }, transfer);
      signal?.addEventListener("abort", () => {
        if (!this.#waiting.delete(id)) return;
        worker.postMessage({ kind: "cancel", id }, []);
        reject(signal.reason);
      });
    }) as Promise<Result<Name>>;
  }

  #open(): WorkerLike {
    const worker = this.#start();
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = ({ message }) => this.#fail(problemError("workerFailed", message));
    return worker;
  }

  #receive(reply: Reply): void {
    if (reply.kind === "progress") {
      this.#onProgress(reply.progress);
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.kind === "result") waiting?.resolve(reply.value);
    else waiting?.reject(new ProblemError(reply.problem));
  }

  #fail(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
