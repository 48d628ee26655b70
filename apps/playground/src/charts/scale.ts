/** From values to pixels, and the values that are marked on an axis. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** A linear scale with about `count` ticks at round values. */
export function linearScale(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
  count = 4,
): Scale {
  const span = to - from || 1;
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const ticks: number[] = [];
  for (let n = Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-9; n++)
    ticks.push(n * step);
  return { at: (value) => start + ((value - from) / span) * (end - start), ticks };
}

/** A logarithmic scale with ticks at powers of ten, thinned out to about `count`; values below `from` stay at it. */
export function logScale(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
  count = 6,
): Scale {
  const [low, high] = [Math.log10(from), Math.log10(to)];
  const step = Math.max(1, Math.ceil((high - low) / count));
  const ticks: number[] = [];
  for (let power = Math.ceil(low - 1e-9); power <= high + 1e-9; power += step)
    ticks.push(10 ** power);
  const linear = linearScale([low, high], [start, end]);
  return { at: (value) => linear.at(Math.log10(Math.max(value, from))), ticks };
}
