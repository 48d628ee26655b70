/**
 * Which of the words that are read the caret stands in or behind: their places are looked for in the text from
 * its end, since of a long text the last words are read. Undefined where the caret is before the first.
 */
export function wordAtCaret(
  text: string,
  caret: number,
  words: readonly { readonly word: string }[],
): number | undefined {
  const lower = text.toLowerCase();
  let end = lower.length;
  for (let n = words.length - 1; n >= 0; n--) {
    const start = lower.lastIndexOf(words[n].word, end - 1);
    if (start < 0) return undefined;
    if (caret >= start) return n;
    end = start;
    if (end === 0) return undefined;
  }
  return undefined;
}
