import type { EngineData, EngineSession } from "./engine.ts";

/** The logits of all sequences, in their order, in one go. */
export function allLogits(session: EngineSession, data: EngineData): Float64Array {
  const logits = new Float64Array(data.count);
  for (let start = 0; start < data.count; ) start = session.logits(data, start, logits);
  return logits;
}
