/** Numbers below `count`, at most `most`, at equal distances. */
export function everySo(count: number, most: number): number[] {
  const size = Math.min(count, most);
  return Array.from({ length: size }, (_, n) => Math.floor((n * count) / size));
}
