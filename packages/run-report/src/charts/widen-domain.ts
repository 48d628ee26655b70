/** An axis over less than this would show digits that mean nothing. */
const leastSpan = 0.02;

/**
 * Where the finite values are all but equal, an interval around them wide enough for an axis that can be
 * read: not below 0, as neither losses nor shares are, and not above `most`. Else undefined.
 */
export function widenDomain(
  values: readonly number[],
  most = Infinity,
): [number, number] | undefined {
  const finite = values.filter((value) => Number.isFinite(value));
  if (finite.length === 0) return undefined;
  const least = finite.reduce((a, b) => Math.min(a, b));
  const greatest = finite.reduce((a, b) => Math.max(a, b));
  if (greatest - least >= leastSpan) return undefined;
  const middle = (least + greatest) / 2;
  const from = Math.max(0, Math.min(middle - leastSpan / 2, most - leastSpan));
  return [from, from + leastSpan];
}
