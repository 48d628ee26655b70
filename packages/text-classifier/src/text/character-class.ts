/**
 * What a code point is to the reading of texts, by Unicode 15.0 on every host: a host's own `\p{...}` follows the
 * version of Unicode that it was built with, and equal texts would give other tokens elsewhere.
 */
import { characterClassRuns } from "./character-classes.generated.ts";

/** The letters that the generated runs use. */
export const characterClass = {
  /** Punctuation and mathematical symbols, which separate words; lone surrogates too. */
  punctuation: 0,
  /** Letters and digits of scripts that put spaces between words. */
  word: 1,
  /** Combining marks, which belong to what they follow. */
  mark: 2,
  /** Each a token: letters of scripts without spaces, pictographs and other symbols, signs of currencies. */
  alone: 3,
  space: 4,
  /** Invisible: control and format characters, variation selectors, fillers; and the skin tones of pictographs. */
  dropped: 5,
  /** Not in Unicode 15.0: taken for a letter, and kept as it is, since hosts disagree on its other forms. */
  unassigned: 6,
} as const;

const letters = "PWMASDU";

/** Below this, where nearly all characters are, a table answers. */
const tableLength = 0x20000;

interface Classes {
  readonly table: Uint8Array;
  /** Above the table: the first code point after each run, and its class. */
  readonly ends: readonly number[];
  readonly classes: readonly number[];
}

/** Made when the first text needs it that is not plain ASCII. */
let made: Classes | undefined;

function makeClasses(): Classes {
  const table = new Uint8Array(tableLength);
  const ends: number[] = [];
  const classes: number[] = [];
  let point = 0;
  for (const [, length, letter] of characterClassRuns.matchAll(/([0-9a-z]+)([A-Z])/g)) {
    const end = point + Number.parseInt(length, 36);
    const value = letters.indexOf(letter);
    if (point < tableLength) table.fill(value, point, Math.min(end, tableLength));
    if (end > tableLength) {
      ends.push(end);
      classes.push(value);
    }
    point = end;
  }
  return { table, ends, classes };
}

/** The class of a code point, one of `characterClass`. */
export function classOf(point: number): number {
  made ??= makeClasses();
  const { table, ends, classes } = made;
  if (point < tableLength) return table[point];
  return classes[ends.findIndex((end) => point < end)];
}
