/** How the time of an epoch grows with one size. */
export interface GrowthCurve {
  readonly axis: string;
  readonly tool: string;
  readonly points: readonly { readonly value: number; readonly ms: number }[];
  /** p of the curve c x^p that fits the points best. */
  readonly exponent: number;
}
