import type { JobOutput, JobTask } from "../src/index.ts";

/** A checkpoint of one number an epoch, and a loss that says from which epochs it was computed. */
export function trainMadeUp({ job, checkpoint }: JobTask, x: number): JobOutput {
  const epochs = checkpoint ? [...checkpoint] : [];
  while (epochs.length < job.epochs) {
    epochs.push((x * 31 + epochs.length * 7 + job.trial.seed) % 251);
  }
  const valLoss = Math.abs(x - 17) / 40 + 1 / job.epochs + epochs[0] / 10_000;
  return {
    result: { status: "completed", valLoss, valAccuracy: 1 / (1 + valLoss) },
    checkpoint: Uint8Array.from(epochs),
  };
}
