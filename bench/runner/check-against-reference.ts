import type { Answer } from "./child.ts";

/** What the reference engine gives for a check, and how far from it a tool's numbers may be. */
export interface Expected {
  readonly losses: readonly number[];
  readonly probabilities: readonly number[];
  readonly tolerance: { readonly loss: number; readonly probability: number };
}

/** @throws Error unless a tool's losses and probabilities agree with the reference engine's. */
export function checkAgainstReference(
  name: string,
  { losses = [], probabilities = [] }: Answer,
  expected: Expected,
): void {
  const loss = furthest(losses, expected.losses);
  const probability = furthest(probabilities, expected.probabilities);
  const { tolerance } = expected;
  if (loss <= tolerance.loss && probability <= tolerance.probability) return;
  throw new Error(
    `${name}: expected the reference engine's results, got losses that differ by ${loss} ` +
      `and probabilities that differ by ${probability}.`,
  );
}

/** The largest difference of two lists; infinite where they differ in length or hold what is not a number. */
function furthest(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Infinity;
  const most = Math.max(...a.map((value, i) => Math.abs(value - b[i])));
  return Number.isNaN(most) ? Infinity : most;
}
