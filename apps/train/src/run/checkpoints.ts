/**
 * The checkpoints of a run, in its folder. A name is
 *   checkpoint-<whole epochs>-<batches of the next>-<first 16 hex digits of the file's SHA-256>.safetensors
 * so that names sort by progress and a damaged file does not fit its own.
 */
import { createHash } from "node:crypto";
import { unfinished } from "@rnn/imdb-data/files";
import { encodeCheckpoint, encodeSequentialCheckpoint } from "@rnn/model";
import { isOfLayers, type RunCheckpoint } from "./fit-network.ts";
import type { RunFolder } from "./run-folder.ts";

const pattern = /^checkpoint-\d{6}-\d{9}-([0-9a-f]{16})\.safetensors$/;
const kept = 2;

const formatVersion = "1";

/**
 * Writes the checkpoint, and removes those before the last two.
 * @param fingerprint of the data that the run learns from
 */
export async function writeCheckpoint(
  folder: RunFolder,
  checkpoint: RunCheckpoint,
  fingerprint: string,
): Promise<void> {
  const metadata = checkpointMetadata(fingerprint);
  const bytes = isOfLayers(checkpoint)
    ? encodeSequentialCheckpoint(checkpoint, { metadata })
    : encodeCheckpoint(checkpoint, { metadata });
  await writeCheckpointBytes(folder, bytes, checkpoint);
}

/** What a checkpoint says of itself. */
export function checkpointMetadata(fingerprint: string): Record<string, string> {
  return { "rnn-train.format": formatVersion, fingerprint };
}

/** Writes the bytes of a checkpoint under a name that sorts by its place, and removes those before the last two. */
export async function writeCheckpointBytes(
  folder: RunFolder,
  bytes: Uint8Array,
  place: { readonly epoch: number; readonly batch: number },
): Promise<void> {
  const epoch = String(place.epoch).padStart(6, "0");
  const batch = String(place.batch).padStart(9, "0");
  const name = `checkpoint-${epoch}-${batch}-${digest(bytes)}.safetensors`;
  await folder.write(name, bytes);
  const names = await checkpointNames(folder);
  for (const old of names.slice(0, names.indexOf(name) + 1 - kept)) await folder.remove(old);
}

/**
 * The latest checkpoint that is whole; undefined where the run was left before its first.
 *
 * @param decode of the run's kind of network
 * @param onWarning receives a message for each damaged one, which is skipped and removed
 * @throws Error where there are some and none is whole, or one is a later version's or of other data
 */
export async function lastCheckpoint<T>(
  folder: RunFolder,
  decode: (bytes: Uint8Array) => {
    readonly checkpoint: T;
    readonly metadata: Record<string, string>;
  },
  fingerprint: string,
  onWarning: (message: string) => void,
): Promise<T | undefined> {
  const names = await checkpointNames(folder);
  const damaged: string[] = [];
  for (const name of names.toReversed()) {
    const bytes = await folder.read(name);
    if (digest(bytes) !== pattern.exec(name)?.[1]) {
      damaged.push(name);
      continue;
    }
    const { checkpoint, metadata } = decode(bytes);
    check(name, metadata, fingerprint);
    for (const other of damaged) {
      onWarning(`${other} is damaged; resuming from the checkpoint before it.`);
      await folder.remove(other);
    }
    return checkpoint;
  }
  if (names.length === 0) return undefined;
  throw new Error(
    `--resume: expected a checkpoint that is whole, got only damaged ones (in ${folder.path}). ` +
      "Delete them to run again from the start.",
  );
}

/** Removes what a killed run left half-written. */
export async function removeLeftovers(folder: RunFolder): Promise<void> {
  for (const name of await folder.names()) {
    if (name.endsWith(unfinished)) await folder.remove(name);
  }
}

/** Removes every checkpoint, for a run that learnt nothing. */
export async function removeCheckpoints(folder: RunFolder): Promise<void> {
  for (const name of await checkpointNames(folder)) await folder.remove(name);
}

/** Oldest first. */
async function checkpointNames(folder: RunFolder): Promise<string[]> {
  return (await folder.names()).filter((name) => pattern.test(name)).sort();
}

function check(name: string, metadata: Record<string, string>, expected: string): void {
  const { "rnn-train.format": version, fingerprint } = metadata;
  if (version !== formatVersion) {
    throw new Error(
      `--resume: expected a checkpoint of format ${formatVersion}, got ${version ?? "none"} (${name}). ` +
        "Resume with the version of rnn-train that wrote it.",
    );
  }
  if (fingerprint !== expected) {
    throw new Error(
      `--resume: expected the data that the run began with, got other data (${name} was made from ` +
        `${fingerprint?.slice(0, 12)}, here is ${expected.slice(0, 12)}). ` +
        "Put the data back, or start a new run.",
    );
  }
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}
