/**
 * Long work as a generator that yields at places where it may pause. One caller runs it to its end at
 * once, another yields to the event loop in between.
 */
import { EventLoopTurns } from "@rnn/tensor/event-loop";

/** Work that may pause, and its result. */
export type Steps<T> = Generator<void, T, void>;

/** The part of the platform's AbortSignal that is used. */
export interface CancelSignal {
  throwIfAborted(): void;
}

/** The result, without a pause. */
export function runToEnd<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * The result of work in steps, such as `fitTransformSteps` and `fitSteps`, the event loop served every 40 ms;
 * rejects with the signal's reason once it is aborted.
 *
 * @example
 * ```ts
 * const texts = ["great film", "dull film", "great story", "dull story"];
 * const x = await runInTurns(new TfidfVectorizer().fitTransformSteps(texts));
 * x.rows; // => 4
 * ```
 */
export async function runInTurns<T>(steps: Steps<T>, signal?: CancelSignal): Promise<T> {
  const turns = new EventLoopTurns();
  signal?.throwIfAborted();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (turns.due) {
      await turns.next();
      signal?.throwIfAborted();
    }
  }
}
