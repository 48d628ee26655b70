import { checkType, describeValue } from "@rnn/tensor/checks";
import { splitTokens } from "./split-tokens.ts";
import type { Tokens } from "./text-format.ts";

/** Which tokens suit some texts, and why. */
export interface TokenChoice {
  readonly tokens: Tokens;
  /** Of the words of the held-out texts, the share that the other texts do not have; 0 of none. */
  readonly missedShare: number;
}

/**
 * From this share of missed words on, characters are read, where the vocabulary was made of `usualWords` words. One
 * made of a tenth of them misses 1.8 times as many. Between what English texts miss at any size (0.4 to 0.8 of it)
 * and Korean ones (1.3 to 1.5), measured from 100 to 25,000 texts.
 */
const missedShareOfUsual = 0.2;
const usualWords = 30_000;
const growth = 0.25;
/** Of very few texts nobody knows more than half of the words. */
const highestShare = 0.5;

/**
 * Whether texts are better cut into words or into characters: by how many words of held-out texts the others do
 * not have. Languages that put much into one word, such as Korean, Turkish or Finnish, come to a quarter and more,
 * English to a tenth; the fewer words there are to learn from, the more may be missed. Scripts without spaces are
 * cut into letters by both, and miss next to none.
 *
 * @param learnt the texts to train on
 * @param heldOut texts of the same kind, such as those for validation
 * @throws TypeError for what is not a list of strings
 *
 * @example
 * ```ts
 * const texts = ["a good film", "a bad film", "a good actor"];
 * chooseTokens(texts, ["a bad actor"]); // => { tokens: "words", missedShare: 0 }
 * chooseTokens(texts, ["filmlerimizden oyuncularımıza"]).tokens; // => "characters"
 * ```
 */
export function chooseTokens(learnt: readonly string[], heldOut: readonly string[]): TokenChoice {
  checkTexts("learnt", learnt);
  checkTexts("heldOut", heldOut);
  const known = new Set<string>();
  let learntWords = 0;
  for (const text of learnt) {
    for (const word of splitTokens(text)) {
      known.add(word);
      learntWords++;
    }
  }
  let missed = 0;
  let words = 0;
  for (const text of heldOut) {
    for (const word of splitTokens(text)) {
      if (!known.has(word)) missed++;
      words++;
    }
  }
  const missedShare = words === 0 ? 0 : missed / words;
  const usualShare = missedShareOfUsual * (usualWords / Math.max(1, learntWords)) ** growth;
  const tokens = missedShare > Math.min(highestShare, usualShare) ? "characters" : "words";
  return { tokens, missedShare };
}

function checkTexts(name: string, texts: readonly string[]): void {
  if (!Array.isArray(texts)) {
    throw new TypeError(
      `chooseTokens: expected ${name} to be a list of texts, got ${describeValue(texts)}.`,
    );
  }
  for (const text of texts) checkType("chooseTokens", `a text of ${name}`, text, "string");
}
