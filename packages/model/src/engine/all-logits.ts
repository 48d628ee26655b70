import type { EngineData, EngineSession } from "./engine.ts";

/** The logits of all sequences, `[sequences, outputs]`, in one go. */
export function allLogits(session: EngineSession, data: EngineData, outputs = 1): Float64Array {
  const logits = new Float64Array(data.count * outputs);
  for (let start = 0; start < data.count; ) start = session.logits(data, start, logits);
  return logits;
}
