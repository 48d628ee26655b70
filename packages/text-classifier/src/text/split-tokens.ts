import { checkChoice, checkOptions, checkType } from "@rnn/tensor/checks";
import { characterClass, classOf } from "./character-class.ts";
import { lengthOf } from "./fold-text.ts";
import { normalizeText, traceNormalizedText } from "./normalize-text.ts";
import { type LocatedToken, type Tokens, tokenKinds } from "./text-format.ts";

/** What `splitTokens` takes besides a text. */
export interface SplitTokensOptions {
  /** Default `"words"`. */
  readonly tokens?: Tokens | undefined;
}

/**
 * The tokens of a text after `normalizeText`, under text format 2. Words are runs of letters, marks and digits with
 * single apostrophes inside them; punctuation of every script separates them. Each of these is a token for itself:
 * a letter of a script without spaces (Han, Kana, Thai, Lao, Khmer, Burmese and their kin) with its marks and what is
 * stacked below it, an emoji or other pictograph, a sign of a currency. `"characters"` are letters with their marks,
 * punctuation, symbols, and one space for all between two words.
 *
 * The tokens are equal on every host: they rest on Unicode 15.0 alone, not on `Intl.Segmenter`.
 *
 * @throws TypeError for what is not a string, TypeError, RangeError for options
 *
 * @example
 * ```ts
 * splitTokens("Don’t miss it: 8/10!"); // => ["don't", "miss", "it", "8", "10"]
 * splitTokens("很好的iPhone👍"); // => ["很", "好", "的", "iphone", "👍"]
 * splitTokens("참 좋아요!", { tokens: "characters" }); // => ["참", " ", "좋", "아", "요", "!"]
 * ```
 */
export function splitTokens(text: string, options: SplitTokensOptions = {}): string[] {
  const tokens = resolveTokens("splitTokens", options);
  return splitNormalized(normalizeText(text), tokens);
}

/** The tokens of a text that `normalizeText` made. */
export function splitNormalized(text: string, tokens: Tokens): string[] {
  if (tokens === "words" && /^[ -~]*$/.test(text)) return text.match(asciiToken) ?? [];
  const found: string[] = [];
  visitTokens(text, tokens, (start, end) => {
    found.push(text[start] === " " ? " " : text.slice(start, end));
  });
  return found;
}

/**
 * The tokens of `splitTokens`, each with the part of the text that it was cut from.
 *
 * @throws as `splitTokens`
 *
 * @example
 * ```ts
 * const text = "<b>GR&Eacute;AT</b> film";
 * const tokens = locateTokens(text);
 * tokens.map(({ token }) => token); // => ["gréat", "film"]
 * tokens.map(({ start, end }) => text.slice(start, end)); // => ["GR&Eacute;AT", "film"]
 * ```
 */
export function locateTokens(text: string, options: SplitTokensOptions = {}): LocatedToken[] {
  const tokens = resolveTokens("locateTokens", options);
  checkType("locateTokens", "text", text, "string");
  const { text: normalized, starts, ends } = traceNormalizedText(text);
  const found: LocatedToken[] = [];
  visitTokens(normalized, tokens, (start, end) => {
    const token = normalized[start] === " " ? " " : normalized.slice(start, end);
    found.push({ token, start: starts[start], end: ends[end - 1] });
  });
  return found;
}

function resolveTokens(caller: string, options: SplitTokensOptions): Tokens {
  checkOptions(caller, options, ["tokens"]);
  const { tokens = "words" } = options;
  checkChoice(caller, "tokens", tokens, tokenKinds);
  return tokens;
}

const { alone, mark, space, unassigned, word } = characterClass;

/** The tokens of a text of printable ASCII in lower case: what `visitTokens` finds there. */
const asciiToken = /[a-z0-9]+(?:'[a-z0-9]+)*|\$/g;

/** Signs that put the next letter below the one before: of Burmese, Khmer and Tai Tham. */
const stackers: ReadonlySet<number> = new Set([0x1039, 0x17d2, 0x1a60]);

const apostrophe = 0x27;

function visitTokens(
  text: string,
  tokens: Tokens,
  visit: (start: number, end: number) => void,
): void {
  const pointAt = (at: number): number => text.codePointAt(at) ?? 0x20;
  for (let start = 0; start < text.length; ) {
    const point = pointAt(start);
    const kind = classOf(point);
    let end = start + lengthOf(point);
    if (kind === space) {
      while (end < text.length && classOf(pointAt(end)) === space) end++;
      if (tokens === "characters" && start > 0 && end < text.length) visit(start, end);
    } else if (kind === alone || tokens === "characters") {
      end = endOfLetter(text, start);
      visit(start, end);
    } else if (isOfWord(kind)) {
      for (;;) {
        while (end < text.length && isOfWord(classOf(pointAt(end)))) end += lengthOf(pointAt(end));
        const goesOn = pointAt(end) === apostrophe && isOfWord(classOf(pointAt(end + 1)));
        if (!goesOn) break;
        end++;
      }
      visit(start, end);
    }
    start = end;
  }
}

function isOfWord(kind: number): boolean {
  return kind === word || kind === mark || kind === unassigned;
}

/** Where a letter or symbol ends with its marks, and with what is stacked below it; a flag is two letters. */
function endOfLetter(text: string, start: number): number {
  const first = text.codePointAt(start) ?? 0;
  let end = start + lengthOf(first);
  const second = text.codePointAt(end) ?? 0;
  if (isRegionalIndicator(first) && isRegionalIndicator(second)) end += lengthOf(second);
  let isStacked = false;
  while (end < text.length) {
    const point = text.codePointAt(end) ?? 0;
    const kind = classOf(point);
    if (kind !== mark && !(isStacked && kind === alone)) break;
    isStacked = stackers.has(point);
    end += lengthOf(point);
  }
  return end;
}

function isRegionalIndicator(point: number): boolean {
  return point >= 0x1f1e6 && point <= 0x1f1ff;
}
