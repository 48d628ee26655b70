/**
 * Lets long work share its thread: a page redraws, a signal arrives, a timer fires. For packages built on
 * this one, as `@rnn/tensor/event-loop`.
 */

interface Port {
  onmessage: (() => void) | null;
  postMessage(message: null): void;
  close(): void;
}

/** The two names that every JavaScript host has, typed here because the package is tied to no host. */
declare const MessageChannel: new () => { readonly port1: Port; readonly port2: Port };
declare const performance: { now(): number };

/** The longest that work keeps the thread, in milliseconds. */
const longestTurnMs = 40;

/** Milliseconds on a clock that never runs backwards. */
export const now = (): number => performance.now();

/** Yields to the event loop when 40 ms have passed since it last did. */
export class EventLoopTurns {
  #started = now();

  /** Whether it is time to `await turns.next()`. */
  get due(): boolean {
    return now() - this.#started >= longestTurnMs;
  }

  /**
   * Resolves in the next turn of the event loop. A channel serves one turn: Node delivers up to a thousand
   * messages of one port before it looks at timers and signals.
   */
  async next(): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    await new Promise<void>((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
    port1.close();
    this.#started = now();
  }
}
