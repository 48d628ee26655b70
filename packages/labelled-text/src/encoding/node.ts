/** Decoders of a library: those of Node differ from the standard, and with its version. */
import type { FindEncoding } from "./standard-decoder.ts";

/** See `FindEncoding`. */
export const findEncoding: FindEncoding = async (label) => {
  const { normalizeEncoding, TextDecoder } = await import("@exodus/bytes/encoding.js");
  const name = normalizeEncoding(label);
  if (name === null || name === "replacement") return undefined;
  return { name, makeDecoder: (options) => new TextDecoder(name, options) };
};
