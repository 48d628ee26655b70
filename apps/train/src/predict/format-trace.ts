import { plainText } from "@rnn/labelled-text/display";
import type { Trace } from "@rnn/text-classifier";

const reset = "\u001B[0m";
const dim = "\u001B[2m";
/** Backgrounds from vermilion over grey to blue, which colour-blind readers tell apart, of xterm's 256. */
const scale = [166, 173, 180, 250, 152, 74, 32];

/**
 * The words of a text with the probability of a class after each: as colours, or as figures where there
 * are none. Words that the network did not read are dim, or in brackets.
 */
export function formatTrace({ start, words }: Trace, className: string, colors: boolean): string {
  const shown = words.map(({ word: written, status, probability }) => {
    const word = plainText(written);
    if (status !== "read") return colors ? `${dim}${word}${reset}` : `[${word}]`;
    if (!colors) return `${word} ${probability.toFixed(2)}`;
    const color = scale[Math.min(scale.length - 1, Math.floor(probability * scale.length))];
    return `\u001B[30;48;5;${color}m${word}${reset}`;
  });
  return `  ${plainText(className)} ${start.toFixed(2)} > ${shown.join(" ")}`;
}
