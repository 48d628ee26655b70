import { describeValue } from "./describe-value.ts";

/**
 * The bytes of a Uint8Array or an ArrayBuffer, as a Uint8Array over the same memory; also of one that
 * another frame or context of the host made.
 *
 * @throws TypeError for anything else.
 */
export function toBytes(caller: string, name: string, value: unknown): Uint8Array {
  const kind = Object.prototype.toString.call(value);
  if (kind === "[object Uint8Array]" && ArrayBuffer.isView(value)) return value as Uint8Array;
  if (kind === "[object ArrayBuffer]") return new Uint8Array(value as ArrayBuffer);
  const advice =
    typeof value === "string"
      ? " Read the file first."
      : " Wrap other arrays: new Uint8Array(x.buffer, x.byteOffset, x.byteLength).";
  throw new TypeError(
    `${caller}: expected ${name} to be a Uint8Array or an ArrayBuffer, got ${describeValue(value)}.` +
      (typeof value === "string" || ArrayBuffer.isView(value) ? advice : ""),
  );
}
