import { basename } from "node:path";
import { quoted } from "./display.ts";
import type { LabelledTexts } from "./labelled-data.ts";
import { LabelledTextError } from "./labelled-text-error.ts";

/** With more labels than this, the column is no column of labels, and the rest need not be read. */
const mostLabels = 1000;

/** Collects a table's rows, and makes two classes of their labels. */
export class RowTexts {
  readonly #location: string;
  readonly #name: string;
  readonly #texts: string[] = [];
  readonly #origins: string[] = [];
  /** Each row's label, numbered by first appearance. */
  readonly #labelIds: number[] = [];
  readonly #idOfLabel = new Map<string, number>();

  constructor(location: string) {
    this.#location = location;
    this.#name = basename(location);
  }

  /**
   * @param label white space around it does not count
   * @param line at which the row starts
   */
  add(text: string, label: string, line: number): void {
    const trimmed = label.trim();
    if (trimmed === "") {
      throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
        expected: "a label in each row",
        got: "none",
        advice: "Give the row a label, or leave it out.",
        location: this.#location,
        line,
      });
    }
    let id = this.#idOfLabel.get(trimmed);
    if (id === undefined) {
      id = this.#idOfLabel.size;
      this.#idOfLabel.set(trimmed, id);
    }
    this.#texts.push(text);
    this.#origins.push(`${this.#name}:${line}`);
    this.#labelIds.push(id);
    if (id >= mostLabels) throw this.#classesError();
  }

  /** @throws LabelledTextError where there are no rows, or not two classes */
  finish(): { readonly texts: LabelledTexts; readonly classNames: readonly [string, string] } {
    if (this.#texts.length === 0) {
      throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
        expected: "rows of texts and labels",
        got: "none",
        location: this.#location,
      });
    }
    if (this.#idOfLabel.size !== 2) throw this.#classesError();
    const [first, second] = this.#idOfLabel.keys();
    // Ids 0 and 1 are the classes, unless the second label to appear sorts first.
    const swapped = second < first ? 1 : 0;
    return {
      texts: {
        texts: this.#texts,
        labels: Uint8Array.from(this.#labelIds, (id) => id ^ swapped),
        origins: this.#origins,
      },
      classNames: swapped === 1 ? [second, first] : [first, second],
    };
  }

  #classesError(): LabelledTextError {
    const counts = new Map<string, number>();
    const labels = [...this.#idOfLabel.keys()];
    for (const id of this.#labelIds) counts.set(labels[id], (counts.get(labels[id]) ?? 0) + 1);
    return classesError([...counts], this.#location, {
      more: labels.length > mostLabels,
      advice: "Leave the other rows out, or name the right column: --label-column.",
    });
  }
}

/** The error for any other number of classes than two, with how many texts the largest have. */
export function classesError(
  counts: readonly (readonly [name: string, texts: number])[],
  location: string,
  { more = false, advice }: { more?: boolean; advice: string },
): LabelledTextError {
  const largest = counts.toSorted(([, a], [, b]) => b - a).slice(0, 5);
  const shown = largest.map(([name, texts]) => `${quoted(name)} (${texts})`).join(", ");
  const number = more ? `more than ${counts.length - 1}` : String(counts.length);
  const rest = counts.length > largest.length ? ", ..." : "";
  return new LabelledTextError("ERR_RNN_TEXT_CLASSES", {
    expected: "two classes",
    got: counts.length === 0 ? "none" : `${number}: ${shown}${rest}`,
    advice,
    location,
  });
}
