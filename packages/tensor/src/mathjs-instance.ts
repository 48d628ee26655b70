/** The part of a mathjs instance that the decomposition uses. */
export interface MathjsInstance {
  /** Replaces functions of this instance. */
  import(
    functions: Record<string, (a: number, b: number) => unknown>,
    options: { override: boolean },
  ): void;
  qr(rows: number[][]): { Q: number[][]; R: number[][] };
}
