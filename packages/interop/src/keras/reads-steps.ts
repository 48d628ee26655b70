import type { Layer } from "@rnn/model";

/** Whether the next of these layers that cares reads a vector for each step, as recurrent layers and pooling do. */
export function readsSteps(after: readonly Layer[]): boolean {
  const next = after.find(({ kind }) => kind !== "dropout");
  return next !== undefined && next.kind !== "dense";
}
