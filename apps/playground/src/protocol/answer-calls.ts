import { problemOf } from "../problem/problem.ts";
import type { CallContext } from "./call-context.ts";
import type { Reply, Request } from "./protocol.ts";

/** The functions that answer, by the names of their calls. */
export type Handlers = Readonly<Record<string, (params: never, context: CallContext) => unknown>>;

/**
 * The worker's end of the protocol: runs the handler that a request names and posts what it returns. Typed
 * arrays in the answer are handed over, not copied.
 * @returns what takes the page's messages
 */
export function answerCalls(
  handlers: Handlers,
  post: (reply: Reply, transfer: Transferable[]) => void,
): (request: Request) => void {
  const running = new Map<number, AbortController>();
  return (request) => {
    if (request.kind === "cancel") {
      running.get(request.id)?.abort();
      return;
    }
    const { id, name, params } = request;
    const controller = new AbortController();
    running.set(id, controller);
    // In a promise, so that what a handler throws at once is an answer too.
    void Promise.resolve()
      .then(() => handlers[name](params as never, { signal: controller.signal }))
      .then(
        (value) => post({ kind: "result", id, value }, buffersOf(value)),
        (error: unknown) => post({ kind: "error", id, problem: problemOf(error) }, []),
      )
      .finally(() => running.delete(id));
  };
}

/** The buffers of the typed arrays that are fields of the value. */
function buffersOf(value: unknown): Transferable[] {
  if (typeof value !== "object" || value === null) return [];
  const buffers = [value, ...Object.values(value)].flatMap((each) =>
    ArrayBuffer.isView(each) && each.buffer instanceof ArrayBuffer ? [each.buffer] : [],
  );
  return [...new Set(buffers)];
}
