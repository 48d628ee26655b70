/**
 * Values that go through Redis: JSON, with each Uint8Array in it replaced by its place in a list of parts,
 * `{ "$bytes": 0 }`, so that bytes travel as they are.
 */
import { createHash } from "node:crypto";

/** A value taken apart. */
export interface Message {
  readonly json: string;
  readonly parts: readonly Uint8Array[];
}

/** Takes a value of JSON and bytes apart. Equal values with members in equal order give equal messages. */
export function toMessage(value: unknown): Message {
  const parts: Uint8Array[] = [];
  // From the object itself: a Buffer is given to the function as its own JSON.
  const json = JSON.stringify(value, function replace(this: Record<string, unknown>, name, given) {
    const member = this[name];
    if (!(member instanceof Uint8Array)) return given as unknown;
    parts.push(member);
    return { $bytes: parts.length - 1 };
  });
  return { json, parts };
}

/** The value that a message was made of. */
export function fromMessage({ json, parts }: Message): unknown {
  return JSON.parse(json, (_name, member: unknown) =>
    isPlaceholder(member) ? parts[member.$bytes] : member,
  );
}

/** Whether a member of the JSON stands for bytes. */
export function isPlaceholder(member: unknown): member is { readonly $bytes: number } {
  return typeof member === "object" && member !== null && "$bytes" in member;
}

/** SHA-256 in hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
