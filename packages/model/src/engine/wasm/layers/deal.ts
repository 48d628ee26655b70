/** Work of a batch that may be cut into shares, one for each thread. */

/**
 * A number of items, each worked on by itself: the results are the same to the bit wherever the work is cut.
 */
export interface Work {
  readonly count: number;
  /** Cuts are at multiples of it; default 1. */
  readonly grain?: number;
  /** How much of the work comes before each item, `[count + 1]`; by default all items take as long. */
  readonly before?: Int32Array;
  /** Multiplications with additions that all items take together; default few. */
  readonly multiplyAdds?: number;
  /**
   * The part between two shares of the work, one to be done after the other: what a part adds to, the next
   * adds to as well. By default the items between the shares.
   */
  part?(from: number, to: number): Work;
  /** Does the items from `first` up to `end`, by kernels alone. */
  run(first: number, end: number): void;
}

/** Does all of the works, none of which depends on another, and returns when they are done. */
export type Deal = (...works: readonly Work[]) => void;

/** All work in one share. */
export const dealToOne: Deal = (...works) => {
  for (const work of works) if (work.count > 0) work.run(0, work.count);
};

/** The item before which a share of the work is done. */
export function cutWork({ count, grain = 1, before }: Work, share: number): number {
  if (share === 1) return count;
  let item = count * share;
  if (before !== undefined) {
    const target = before[0] + (before[count] - before[0]) * share;
    item = 0;
    while (item < count && before[item] < target) item++;
  }
  return Math.min(count, Math.round(item / grain) * grain);
}
