import { allocate, bytesPerElement, type DataOf, type DType } from "../dtype.ts";

/** What decides a size: an argument or option, and its value as a message shows it. */
export interface Sizing {
  readonly name: string;
  readonly value: number | string;
}

/**
 * A new zeroed typed array of `length` elements.
 *
 * @param sizing what the caller gave that made it so long
 * @throws RangeError that names it, and the bytes, where the host has no such array or no memory for it.
 */
export function allocateElements<D extends DType>(
  caller: string,
  { name, value }: Sizing,
  dtype: D,
  length: number,
): DataOf<D> {
  try {
    return allocate(dtype, length);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RangeError(
      `${caller}: expected ${name} to fit in memory, got ${value}: ` +
        `${length * bytesPerElement(dtype)} bytes of ${dtype}. Choose a smaller one.`,
      { cause },
    );
  }
}
