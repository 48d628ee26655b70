import { useEffect, useState } from "preact/hooks";
import { type Problem, problemOf } from "../../problem/problem.ts";
import type { CallName, Params, Result } from "../../protocol/protocol.ts";
import { curves, networkVersion, run } from "../../state/run-state.ts";
import { worker } from "../../state/worker.ts";

/** What the worker says. */
export interface Answer<Value> {
  /** The last answer, that to earlier parameters while the next is awaited; undefined before the first. */
  readonly value: Value | undefined;
  /** What went wrong with the last question. */
  readonly error: Problem | undefined;
}

/** Whether there is a network to be asked about. */
export function hasNetwork(): boolean {
  const { status, facts } = run.value;
  const isPrepared = facts !== undefined && status !== "empty" && status !== "preparing";
  return isPrepared && networkVersion.value > 0 && curves.batches.length > 0;
}

/**
 * The worker's answer to a call, asked anew when the parameters change (compared as JSON) or the network has
 * learnt (with `oncePerRun` when another training is begun); nothing is asked before there is a network, or where the parameters are undefined.
 */
export function useAnswer<Name extends CallName>(
  name: Name,
  params: Params<Name> | undefined,
  { oncePerRun = false } = {},
): Answer<Result<Name>> {
  const [answer, setAnswer] = useState<Answer<Result<Name>>>({
    value: undefined,
    error: undefined,
  });
  const version = oncePerRun ? run.value.number : networkVersion.value;
  const isReady = hasNetwork() && params !== undefined;
  const key = JSON.stringify(params);
  useEffect(() => {
    if (!isReady) return undefined;
    const controller = new AbortController();
    worker.call(name, params, { signal: controller.signal }).then(
      (value) => setAnswer({ value, error: undefined }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setAnswer(({ value }) => ({
          value,
          error: problemOf(error),
        }));
      },
    );
    return () => controller.abort();
  }, [name, key, version, isReady]);
  return answer;
}
