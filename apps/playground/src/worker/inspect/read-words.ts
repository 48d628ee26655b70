import type { KnownWord } from "@rnn/text-classifier";
import { classifierOf } from "../classifier-of.ts";
import type { Session } from "../session.ts";

/** A word that the network reads. */
export interface ReadWord {
  readonly word: string;
  readonly id: number;
}

/** The words of the text that the network reads: those that it knows, of too many the last. */
export function readWords(session: Session, text: string): ReadWord[] {
  const known = classifierOf(session)
    .words(text)
    .filter((word): word is KnownWord & ReadWord => word.id !== null);
  return known.slice(-session.settings.length);
}
