import type { Tokens, TracedWord } from "@rnn/text-classifier";
import { classifierOf } from "../classifier-of.ts";
import type { Session } from "../session.ts";
import { inspectable } from "./inspectable.ts";

/** How the network reads a text. */
export interface TextTrace {
  /** What the network reads; where they are characters, each is one of `words`. */
  readonly tokens: Tokens;
  /** The probability of the second class before the first word. */
  readonly start: number;
  readonly probability: number;
  readonly words: readonly TracedWord[];
  /** For each word that is read, how much less probable the second class is without it; else 0. */
  readonly effects: readonly number[];
  /** The place of the word that took the probability to its final side of a half for good; undefined where none did. */
  readonly turn: number | undefined;
}

/** The probability after each word, what leaving each out would change, and the word that turned it. */
export function traceText(session: Session, { text }: { readonly text: string }): TextTrace {
  const classifier = classifierOf(session);
  const { start, words, probability } = classifier.trace(text);
  return {
    tokens: classifier.tokens,
    start,
    probability,
    words,
    effects: effectsOf(session, words),
    turn: findTurn(start, words),
  };
}

/** The last word after which the probability lies on the other side of a half than before it. */
export function findTurn(start: number, words: readonly TracedWord[]): number | undefined {
  let turn: number | undefined;
  let before = start;
  for (const [n, { probability }] of words.entries()) {
    if (before > 0.5 !== probability > 0.5) turn = n;
    before = probability;
  }
  return turn;
}

/** Occlusion: the text once more without each word in turn. */
function effectsOf(session: Session, words: readonly TracedWord[]): number[] {
  const read = words.flatMap(({ id, status }, n) =>
    status === "read" && id !== null ? [{ id, n }] : [],
  );
  const effects = words.map(() => 0);
  if (read.length === 0) return effects;
  const ids = read.map(({ id }) => id);
  const without = read.map((_, left) => ids.filter((_id, place) => place !== left));
  const { network, read: input } = inspectable(session);
  const [whole, ...others] = network.predictProba(input([ids, ...without])).data;
  for (const [place, { n }] of read.entries()) effects[n] = whole - others[place];
  return effects;
}
