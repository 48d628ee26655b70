/**
 * Where a run was left, as an entry of a file's metadata:
 *   rnn.checkpoint   { epoch, batch, lossSum, trainingMs, random, history, data }, as JSON
 */
import type { RandomStateSnapshot } from "@rnn/tensor";
import { checkWhole } from "@rnn/tensor/checks";
import { RandomStream } from "@rnn/tensor/random-stream";
import type { History } from "./history.ts";
import { isNumbers, isRecord } from "./json.ts";
import type { Position } from "./position.ts";

/** A position with what goes beside it. */
export interface RunEntry extends Position {
  /** The whole epochs of the run. */
  readonly history: History;
  /** The shape [N, T, D] of the training data. */
  readonly data: readonly [number, number, number];
}

/** The entry as JSON. */
export function encodeRunEntry(run: RunEntry): string {
  const { epoch, batch, lossSum, trainingMs, history, data, random } = run;
  const rest = { epoch, batch, lossSum, trainingMs, history, data };
  return JSON.stringify({ ...rest, random: { ...random, key: [...random.key] } });
}

/** What the entry holds, every field checked. @throws TypeError, RangeError for other values */
export function readRunEntry(value: unknown): RunEntry {
  const { epoch, batch, lossSum, trainingMs, random, history, data } = recordOf("the entry", value);
  const { losses, valLosses, valAccuracies, trainingMs: epochsMs } = recordOf("history", history);
  const { key, pos, hasGauss, cachedGaussian } = recordOf("random", random);
  const lists = [losses, valLosses, valAccuracies, epochsMs, key, data, [lossSum, trainingMs]];
  if (!lists.every(isNumbers)) throw new TypeError("its figures are not numbers");
  for (const [name, whole] of Object.entries({ epoch, batch })) {
    checkWhole("decodeCheckpoint", name, whole, 0);
  }
  const snapshot = { key: Uint32Array.from(key as number[]), pos, hasGauss, cachedGaussian };
  // Refuses a state that no generator can have.
  new RandomStream().setState(snapshot as RandomStateSnapshot);
  return {
    ...({ epoch, batch, lossSum, trainingMs, data } as Omit<RunEntry, "history" | "random">),
    history: { losses, valLosses, valAccuracies, trainingMs: epochsMs } as History,
    random: snapshot as RandomStateSnapshot,
  };
}

function recordOf(name: string, value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new TypeError(`expected ${name} to be an object`);
  return value;
}
