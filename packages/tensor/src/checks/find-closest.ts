/** Longer names than these are cut: they are slips of another kind, and the time grows with the length. */
const longestCompared = 100;

/** Of the names known, the one that the fewest changes of letters make of another; of several the first. */
export function findClosest(name: string, known: readonly string[]): string {
  let closest = known[0];
  let least = Infinity;
  for (const one of known) {
    const edits = countEdits(name.slice(0, longestCompared), one);
    if (edits >= least) continue;
    closest = one;
    least = edits;
  }
  return closest;
}

/** Levenshtein's distance: how many letters must be put in, taken out or replaced. */
function countEdits(from: string, to: string): number {
  // For each length of `to`, the edits from the letters of `from` so far.
  const edits = Array.from({ length: to.length + 1 }, (_, length) => length);
  for (const letter of from) {
    let before = edits[0]++;
    for (let i = 0; i < to.length; i++) {
      const replaced = before + (letter === to[i] ? 0 : 1);
      before = edits[i + 1];
      edits[i + 1] = Math.min(replaced, before + 1, edits[i] + 1);
    }
  }
  return edits[to.length];
}
