import { plainText, quote } from "@rnn/labelled-text/display";
import type { Occlusion } from "@rnn/text-classifier";

/** So many of the words that change the probability most are shown. */
const mostParts = 6;

/** What the probability of the class becomes without the words, or runs of words, that change it most. */
export function formatOcclusion({ className, parts, wordsPerPart }: Occlusion): string {
  const shown = parts
    .slice(0, mostParts)
    .map(({ text, probability }) => `${quote(plainText(text))} ${probability.toFixed(4)}`);
  const what = wordsPerPart === 1 ? "a word" : `${wordsPerPart} words`;
  return `  ${plainText(className)} without ${what}: ${shown.join(", ")}`;
}
