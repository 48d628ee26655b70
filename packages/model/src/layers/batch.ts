/** The rows and time steps that a pass is about. */
export interface Batch {
  readonly rows: number;
  /** Time steps of the longest row. */
  readonly steps: number;
  /** How many steps each row has, its first; undefined where every row has all. */
  readonly lengths: Int32Array | undefined;
  /** Whether each step of each row counts, `[steps, rows]`: 0 where it is masked. Undefined where all count. */
  readonly mask: Uint8Array | undefined;
}

/** How many steps a row has. */
export function lengthOf({ lengths, steps }: Batch, row: number): number {
  return lengths === undefined ? steps : Math.min(lengths[row], steps);
}

/** Whether a step that a row has does not count. */
export function isMasked({ mask, rows }: Batch, step: number, row: number): boolean {
  return mask !== undefined && mask[step * rows + row] === 0;
}
