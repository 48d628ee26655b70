import type { AbortSignalLike } from "@rnn/model";
import { EventLoopTurns } from "@rnn/tensor/event-loop";
import { normalizeText } from "../text/normalize-text.ts";

/** Texts that are read anew each time they are gone through, as `streamLabelledTexts` of @rnn/labelled-text gives them. */
export interface TextStream {
  /** How many texts there are. */
  readonly length: number;
  /** All texts in their order, some at a time. */
  readonly batches: () => AsyncIterable<{ readonly texts: readonly string[] }>;
}

/** So many characters are kept, so that texts of an ordinary size are normalized once. */
const usuallyKept = 2 ** 26;

/** The normalized texts of one source after the other. Short ones are kept, others are read and normalized again. */
export class NormalizedTexts {
  readonly length: number;
  readonly #sources: readonly (readonly string[] | TextStream)[];
  readonly #signal: AbortSignalLike | undefined;
  readonly #mostKept: number;
  #kept: readonly string[] | undefined;

  constructor(
    sources: readonly (readonly string[] | TextStream)[],
    signal: AbortSignalLike | undefined,
    mostKept = usuallyKept,
  ) {
    this.#sources = sources;
    this.#signal = signal;
    this.#mostKept = mostKept;
    this.length = sources.reduce((sum, { length }) => sum + length, 0);
  }

  /** Hands on each text in turn, the event loop served every 40 ms. */
  async each(take: (text: string, row: number) => void): Promise<void> {
    const turns = new EventLoopTurns();
    let kept: string[] | undefined = this.#kept ? undefined : [];
    let characters = 0;
    let row = 0;
    for await (const texts of this.#batches()) {
      for (const given of texts) {
        const text = this.#kept ? given : normalizeText(given);
        take(text, row++);
        characters += text.length;
        if (characters > this.#mostKept) kept = undefined;
        kept?.push(text);
        if (!turns.due) continue;
        await turns.next();
        this.#signal?.throwIfAborted();
      }
    }
    if (row !== this.length) {
      throw new RangeError(
        `trainTextClassifier: expected ${this.length} texts each time they are read, got ${row}.`,
      );
    }
    this.#kept ??= kept;
  }

  /** Those of several lists of rows, each in its order: one way through all texts. */
  async take(...lists: readonly ArrayLike<number>[]): Promise<string[][]> {
    const places = new Map<number, string>();
    for (const rows of lists) for (let at = 0; at < rows.length; at++) places.set(rows[at], "");
    await this.each((text, row) => {
      if (places.has(row)) places.set(row, text);
    });
    return lists.map((rows) => Array.from(rows, (row) => places.get(row) ?? ""));
  }

  async *#batches(): AsyncGenerator<readonly string[]> {
    if (this.#kept) {
      yield this.#kept;
      return;
    }
    for (const source of this.#sources) {
      if ("batches" in source) for await (const { texts } of source.batches()) yield texts;
      else yield source;
    }
  }
}
