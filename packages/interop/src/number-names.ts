/** Names as layers and modules have them: `lstm`, and `lstm_1` for the second of its name. */
export function numberNames(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return names.map((name) => {
    const seen = counts.get(name) ?? 0;
    counts.set(name, seen + 1);
    return seen === 0 ? name : `${name}_${seen}`;
  });
}
