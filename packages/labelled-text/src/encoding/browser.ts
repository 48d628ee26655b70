/** The browser's own decoders, which follow the standard. */
import type { FindEncoding } from "./standard-decoder.ts";

/** See `FindEncoding`. */
export const findEncoding: FindEncoding = async (label) => {
  try {
    const { encoding: name } = new TextDecoder(label);
    return { name, makeDecoder: (options) => new TextDecoder(name, options) };
  } catch {
    return undefined;
  }
};
