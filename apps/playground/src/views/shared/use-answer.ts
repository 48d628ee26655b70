import type { CallName, Params, Result } from "../../protocol/protocol.ts";
import { curves, networkVersion, run } from "../../state/run-state.ts";
import { type Answer, useCall } from "./use-call.ts";

/** Whether there is a network to be asked about. */
export function hasNetwork(): boolean {
  const { status, facts } = run.value;
  const isPrepared = facts !== undefined && status !== "empty" && status !== "preparing";
  return isPrepared && networkVersion.value > 0 && curves.batches.length > 0;
}

/**
 * The worker's answer to a call about the trained network, asked anew when the parameters change or the network has
 * learnt (with `oncePerRun` when another training is begun); nothing is asked before there is a network, or where the
 * parameters are undefined.
 */
export function useAnswer<Name extends CallName>(
  name: Name,
  params: Params<Name> | undefined,
  { oncePerRun = false } = {},
): Answer<Result<Name>> {
  const version = oncePerRun ? run.value.number : networkVersion.value;
  return useCall(name, hasNetwork() ? params : undefined, version);
}
