/**
 * What `make` returns. Where the host has no memory for it, a RangeError that names the settings behind it.
 */
export function allocate<T>(caller: string, settings: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof RangeError) || !isOutOfMemory.test(cause.message)) throw cause;
    throw new RangeError(
      `${caller}: expected settings for which there is enough memory, got ${settings}. Use smaller ones.`,
      { cause },
    );
  }
}

/**
 * What V8, JavaScriptCore and SpiderMonkey say of an array that is too long, and of memory that is lacking;
 * and what @rnn/tensor says of either.
 */
const isOutOfMemory =
  /array length|array size|allocation failed|out of memory|memory size|fit in memory|\bgrow\b/i;
