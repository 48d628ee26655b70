/** Characters of a text that are shown: its end, which is read last. */
const shownCharacters = 280;

/** The last words of a text, about as many as are shown. */
export function endOf(whole: string): string {
  if (whole.length <= shownCharacters) return whole;
  const end = whole.slice(-shownCharacters);
  return `… ${end.slice(end.indexOf(" ") + 1)}`;
}
