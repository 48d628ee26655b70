/**
 * Turns of the event loop for the long work of several requests. Each turn has one of them, so that a new request, a
 * signal or a timer waits for one slice of work, however many requests are at work.
 */
export class SharedTurns {
  #last: Promise<void> = Promise.resolve();

  /** Resolves in a turn that no other caller has, after those that asked before. */
  next(): Promise<void> {
    this.#last = this.#last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return this.#last;
  }
}
