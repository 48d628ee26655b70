import { changedError } from "./changed-error.ts";
import { type ClassOrderOptions, remarkOnSimilarNames } from "./class-order.ts";
import { classesError } from "./classes-error.ts";
import { quote } from "./display.ts";
import { findClasses } from "./find-classes.ts";
import { toClassLabels } from "./labelled-data.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import {
  keepTexts,
  type StoredTexts,
  sizeInMemory,
  type TextBatch,
} from "./labelled-text-stream.ts";
import { addNewClasses, type MatchedClassNames, matchLabels } from "./match-class-names.ts";
import type { KeepingOptions } from "./read-text.ts";
import { originOf, type Row, type RowSink } from "./row.ts";

/** With more labels than this, the column does not hold labels, and the rest need not be read. */
const mostLabels = 10_000;

/** Which classes the labels of a table may be. */
export interface ClassOptions extends ClassOrderOptions {
  /**
   * The classes that the labels must be, by name, as `matchClassNames` finds them; rows of one class alone
   * will then do. Default: the labels that there are, two or more.
   */
  readonly classNames?: readonly string[] | undefined;
  /** Whether labels that are none of `classNames` are classes too, which come after them; default false. */
  readonly allowNewClasses?: boolean | undefined;
}

/** The same for the rows of one of several sources. */
export interface PartOptions extends ClassOptions {
  /** Whether others have rows too, so that these alone need not have two classes. */
  readonly isPart?: boolean | undefined;
}

/** The rows of a table with their classes. */
export interface ClassedTexts {
  readonly texts: StoredTexts;
  readonly classNames: readonly string[];
  readonly remarks: readonly string[];
}

/** Collects a table's rows, and makes classes of their labels. Of more text than is to be kept, none is. */
export class RowTexts implements RowSink {
  readonly #location: string;
  readonly #name: string;
  #kept: { readonly texts: string[]; readonly origins: string[] } | undefined = {
    texts: [],
    origins: [],
  };
  #characters = 0;
  #count = 0;
  readonly #mostKept: number;
  #unlabelled = 0;
  #firstUnlabelled = 0;
  /** Each row's label, numbered by first appearance. */
  #labelIds = new Uint16Array(1024);
  readonly #weights: number[] = [];
  readonly #idOfLabel = new Map<string, number>();

  /** @param name of the file, for origins */
  constructor(location: string, name: string, { keptCharacters = Infinity }: KeepingOptions) {
    this.#location = location;
    this.#name = name;
    this.#mostKept = keptCharacters;
  }

  hasLabel(label: string): boolean {
    return this.#idOfLabel.has(label);
  }

  add(row: Row): void {
    const { label, weight, line } = row;
    if (label === undefined) {
      this.#keep(row);
      return;
    }
    const trimmed = label.trim();
    if (trimmed === "") {
      if (this.#unlabelled++ === 0) this.#firstUnlabelled = line;
      return;
    }
    if (weight !== undefined) this.#weights.push(this.#readWeight(weight, line));
    let id = this.#idOfLabel.get(trimmed);
    if (id === undefined) {
      id = this.#idOfLabel.size;
      this.#idOfLabel.set(trimmed, id);
    }
    if (this.#count === this.#labelIds.length) this.#labelIds = withRoom(this.#labelIds);
    this.#labelIds[this.#count] = id;
    this.#keep(row);
    if (id >= mostLabels) {
      throw classesError([...this.#countLabels()], this.#location, {
        expected: `at most ${mostLabels} classes`,
        advice: "Name the right column: --label-column.",
      });
    }
  }

  #keep(row: Row): void {
    this.#count++;
    if (this.#kept === undefined) return;
    this.#characters += sizeInMemory(row.text);
    if (this.#characters > this.#mostKept) {
      this.#kept = undefined;
      return;
    }
    this.#kept.texts.push(row.text);
    this.#kept.origins.push(originOf(this.#name, row));
  }

  /**
   * @param reread reads the texts again, where they are not kept
   * @throws LabelledTextError where there are no rows, or not the classes that there should be
   */
  finish(
    options: PartOptions & { readonly labelled?: boolean | undefined },
    reread: () => AsyncIterable<TextBatch>,
  ): ClassedTexts {
    const { labelled = true } = options;
    if (this.#unlabelled > 0) {
      throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
        expected: "a label in each row",
        got: `none in ${this.#unlabelled} of ${this.#count + this.#unlabelled}`,
        advice: "Give each row a label, or leave it out.",
        location: this.#location,
        line: this.#firstUnlabelled,
      });
    }
    if (this.#count === 0) {
      throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
        expected: labelled ? "rows of texts and labels" : "rows of texts",
        got: "none",
        location: this.#location,
      });
    }
    if (!labelled) {
      const texts = this.#store({ labels: new Uint8Array() }, reread);
      return { texts, classNames: [], remarks: [] };
    }
    const labels = [...this.#idOfLabel.keys()];
    const classNames = this.#findClasses(labels, options);
    const { indices, remarks }: MatchedClassNames = matchLabels(
      labels,
      classNames,
      this.#location,
      options.classNames && this.#countLabels(),
    );
    const labelIds = this.#labelIds.subarray(0, this.#count);
    const classes = {
      labels: toClassLabels(
        labelIds.map((id) => indices[id]),
        classNames.length,
      ),
      ...(this.#weights.length > 0 && { weights: Float64Array.from(this.#weights) }),
    };
    return {
      texts: this.#store(classes, reread),
      classNames,
      remarks: options.classNames || options.isPart ? remarks : remarkOnSimilarNames(classNames),
    };
  }

  #store(
    classes: Pick<StoredTexts, "labels" | "weights">,
    reread: () => AsyncIterable<TextBatch>,
  ): StoredTexts {
    if (this.#kept) return keepTexts({ ...this.#kept, ...classes });
    const count = this.#count;
    return {
      ...classes,
      length: count,
      batches: () => checkCount(reread(), count, this.#location),
      kept: undefined,
    };
  }

  #findClasses(labels: readonly string[], options: PartOptions): readonly string[] {
    const { classNames, allowNewClasses = false } = options;
    if (classNames) return allowNewClasses ? addNewClasses(labels, classNames) : classNames;
    if (options.isPart) return labels;
    return findClasses(this.#countLabels(), options, this.#location);
  }

  #countLabels(): Map<string, number> {
    const labels = [...this.#idOfLabel.keys()];
    const counts = new Map(labels.map((label) => [label, 0]));
    for (const id of this.#labelIds.subarray(0, this.#count))
      counts.set(labels[id], (counts.get(labels[id]) ?? 0) + 1);
    return counts;
  }

  #readWeight(given: string, line: number): number {
    const trimmed = given.trim();
    const weight = trimmed === "" ? Number.NaN : Number(trimmed);
    if (Number.isFinite(weight) && weight >= 0) return weight;
    throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
      expected: "a weight from 0 on in each row",
      got: trimmed === "" ? "none" : quote(trimmed),
      advice: "Give the row a number, such as 1, or name the right column: --weight-column.",
      location: this.#location,
      line,
    });
  }
}

function withRoom(values: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(2 * values.length);
  larger.set(values);
  return larger;
}

/** The batches, which must have as many rows as at first: labels belong to rows by their place. */
async function* checkCount(
  batches: AsyncIterable<TextBatch>,
  count: number,
  location: string,
): AsyncGenerator<TextBatch> {
  let rest = count;
  for await (const batch of batches) {
    rest -= batch.texts.length;
    if (rest < 0) break;
    yield batch;
  }
  if (rest !== 0) throw changedError(location, `one with ${rest < 0 ? "more" : "fewer"} rows`);
}
