/** How much is held at most: so many values, or values that are so large together. */
export interface GroupLimits<T> {
  readonly most: number;
  readonly mostSize: number;
  readonly sizeOf: (value: T) => number;
}

/** What a read ended in. An error waits here until the values before it have been handed on. */
type Read<T> = IteratorResult<T> | { readonly error: unknown };

/**
 * The values in their order, those together that have already arrived. None waits for the next one: a group ends
 * where that would take a turn of the event loop, or at the limits, which only its last value exceeds.
 */
export async function* groupArrived<T>(
  values: AsyncIterator<T>,
  { most, mostSize, sizeOf }: GroupLimits<T>,
): AsyncGenerator<readonly T[]> {
  const read = (): Promise<Read<T>> => values.next().catch((error: unknown) => ({ error }));
  let next: Promise<Read<T>> | undefined;
  try {
    for (;;) {
      let result = await (next ?? read());
      const group: T[] = [];
      let size = 0;
      const turn = nextTurn();
      while (!("error" in result) && result.done !== true) {
        group.push(result.value);
        size += sizeOf(result.value);
        next = undefined;
        if (group.length >= most || size >= mostSize) break;
        next = read();
        const arrived = await Promise.race([next, turn]);
        if (arrived === undefined) break;
        result = arrived;
      }
      if (group.length > 0) yield group;
      if ("error" in result) throw result.error;
      if (result.done === true) return;
    }
  } finally {
    // Not awaited: it would wait for a read that waits for input.
    void values.return?.().catch(() => undefined);
  }
}

/** Settles after all that can happen without waiting for input. */
function nextTurn(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(resolve, undefined));
}
