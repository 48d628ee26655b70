/** At most this many (2 or more) places of a list, evenly spaced, the first and the last among them. */
export function sampleIndices(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)));
}
