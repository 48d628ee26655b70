import { deserialize, serialize } from "node:v8";

/** A value of objects, lists, strings and typed arrays, as bytes that threads share: they are sent without a copy. */
export function shareValue(value: unknown): SharedArrayBuffer {
  const bytes = serialize(value);
  const shared = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(shared).set(bytes);
  return shared;
}

/** The value. Its typed arrays lie in the shared bytes as far as their alignment allows: they must not be written. */
export function readShared(shared: SharedArrayBuffer): unknown {
  return deserialize(new Uint8Array(shared));
}
