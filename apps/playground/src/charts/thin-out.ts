/** So many points at most, each the mean of its neighbours; x is the place of the last of them, counted from 1. */
export function thinOut(values: readonly number[], most: number): [number, number][] {
  const size = Math.max(1, Math.ceil(values.length / most));
  const points: [number, number][] = [];
  for (let start = 0; start < values.length; start += size) {
    const end = Math.min(start + size, values.length);
    let sum = 0;
    for (let n = start; n < end; n++) sum += values[n];
    points.push([end, sum / (end - start)]);
  }
  return points;
}
