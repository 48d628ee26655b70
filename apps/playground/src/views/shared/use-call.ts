import { useEffect, useState } from "preact/hooks";
import { type Problem, problemOf } from "../../problem/problem.ts";
import type { CallName, Params, Result } from "../../protocol/protocol.ts";
import { worker } from "../../state/worker.ts";

/** What the worker says. */
export interface Answer<Value> {
  /** The last answer, that to earlier parameters while the next is awaited; undefined before the first. */
  readonly value: Value | undefined;
  /** What went wrong with the last question. */
  readonly error: Problem | undefined;
}

/**
 * The worker's answer to a call, asked anew when the parameters change (compared as JSON) or the version does; nothing
 * is asked where the parameters are undefined. An answer that comes too late is dropped.
 *
 * @param options.delayMs how long the parameters must have stayed as they are; default 0
 */
export function useCall<Name extends CallName>(
  name: Name,
  params: Params<Name> | undefined,
  version: number,
  { delayMs = 0 } = {},
): Answer<Result<Name>> {
  const [answer, setAnswer] = useState<Answer<Result<Name>>>({
    value: undefined,
    error: undefined,
  });
  const key = JSON.stringify(params);
  useEffect(() => {
    if (params === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const ask = (): void => {
      worker.call(name, params, { signal }).then(
        (value) => setAnswer({ value, error: undefined }),
        (error: unknown) => {
          if (signal.aborted) return;
          setAnswer(({ value }) => ({ value, error: problemOf(error) }));
        },
      );
    };
    const timer = delayMs > 0 ? setTimeout(ask, delayMs) : undefined;
    if (timer === undefined) ask();
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [name, key, version, delayMs]);
  return answer;
}
