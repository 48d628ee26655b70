/**
 * The checkpoints of a run that trains a classifier: a safetensors file of
 *   checkpoint   uint8, what `encodeTrainingCheckpoint` gives
 * with the metadata of every checkpoint. Those of the second training, on all texts, come after those of the
 * first.
 */
import { decodeSafetensors, encodeSafetensors, Tensor } from "@rnn/tensor";
import {
  decodeTrainingCheckpoint,
  encodeTrainingCheckpoint,
  type TrainingCheckpoint,
} from "@rnn/text-classifier";
import {
  checkpointMetadata,
  lastCheckpoint,
  removeLeftovers,
  writeCheckpointBytes,
} from "./checkpoints.ts";
import type { RunFolder } from "./run-folder.ts";

/** Added to the epochs of the second training in names: more than the first one can have. */
const secondFrom = 500_000;

/** Writes the checkpoint, and removes those before the last two. */
export async function writeClassifierCheckpoint(
  folder: RunFolder,
  checkpoint: TrainingCheckpoint,
  fingerprint: string,
): Promise<void> {
  const bytes = encodeTrainingCheckpoint(checkpoint);
  const file = encodeSafetensors(
    { checkpoint: new Tensor(bytes, "uint8", [bytes.length]) },
    { metadata: checkpointMetadata(fingerprint) },
  );
  const { epoch, batch } = checkpoint.run;
  const from = checkpoint.first === undefined ? 0 : secondFrom;
  await writeCheckpointBytes(folder, file, { epoch: from + epoch, batch });
}

/** The latest one that is whole; undefined where the run was left before its first. */
export async function lastClassifierCheckpoint(
  folder: RunFolder,
  fingerprint: string,
  onWarning: (message: string) => void,
): Promise<TrainingCheckpoint | undefined> {
  await removeLeftovers(folder);
  return lastCheckpoint(folder, decode, fingerprint, onWarning);
}

function decode(bytes: Uint8Array): {
  checkpoint: TrainingCheckpoint;
  metadata: Record<string, string>;
} {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const { checkpoint } = tensors;
  const data = checkpoint?.contiguous().data;
  if (!(data instanceof Uint8Array)) {
    throw new Error(
      "--resume: expected checkpoints of a classifier's run, got others. Was config.json changed?",
    );
  }
  return { checkpoint: decodeTrainingCheckpoint(data.slice()), metadata };
}
