/** The part of mathjs's bundled file that `qr.ts` uses; the package types only its other entries. */
declare module "mathjs/lib/browser/math.js" {
  interface Mathjs {
    /** A new instance with all functions, sharing nothing with this one. */
    create(): Mathjs;
    import(
      functions: Record<string, (a: number, b: number) => unknown>,
      options: { override: boolean },
    ): void;
    qr(rows: number[][]): { Q: number[][]; R: number[][] };
  }
  const mathjs: Mathjs;
  export = mathjs;
}
