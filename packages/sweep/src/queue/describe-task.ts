import { type JsonValue, toCanonicalJson } from "../json.ts";
import { isPlaceholder, sha256, toMessage } from "./message.ts";
import type { QueuedTask } from "./queued-task.ts";

/** A task as it is sent. */
export interface TaskDescription {
  /** SHA-256 of the JSON without what stands for bytes: a later checkpoint makes no other task. */
  readonly id: string;
  readonly json: string;
  readonly parts: readonly Uint8Array[];
}

/** Takes a task apart, and names it. */
export function describeTask(task: QueuedTask): TaskDescription {
  const { json, parts } = toMessage(task);
  const known: unknown = JSON.parse(json, (_name, member: unknown) =>
    isPlaceholder(member) ? undefined : member,
  );
  return { id: sha256(toCanonicalJson(known as JsonValue)), json, parts };
}
