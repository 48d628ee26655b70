import type { EngineSession } from "../engine/engine.ts";
import type { Loss } from "../losses/loss.ts";
import type { Labelled } from "./sequences.ts";

/**
 * Runs all sequences as one batch, without what layers draw in training.
 * @returns the mean loss, and its derivative by each logit: what `backward` takes
 */
export function runAsOneBatch(
  session: EngineSession,
  { sequences, labels, weights }: Labelled,
  loss: Loss,
  outputs: number,
): { loss: number; errors: Float64Array } {
  const rows = Int32Array.from(labels, (_, n) => n);
  const logits = new Float64Array(rows.length * outputs);
  session.forward(session.load(sequences), rows, logits);
  const errors = new Float64Array(logits.length);
  loss.writeErrors(logits, labels, errors, weights);
  return { loss: loss.mean(logits, labels, weights), errors };
}
