import { type ClassOrderOptions, remarkOnSimilarNames } from "./class-order.ts";
import { classesError } from "./classes-error.ts";
import { quote } from "./display.ts";
import { findClasses } from "./find-classes.ts";
import { type LabelledTexts, toClassLabels } from "./labelled-data.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import { type MatchedClassNames, matchLabels } from "./match-class-names.ts";

/** With more labels than this, the column does not hold labels, and the rest need not be read. */
const mostLabels = 10_000;

/** A row as it stands in a file. */
export interface Row {
  readonly text: string;
  /** White space around it does not count; undefined where labels are not read. */
  readonly label: string | undefined;
  /** Undefined where weights are not read. */
  readonly weight?: string | undefined;
  /** At which the row starts. */
  readonly line: number;
  /** Default: the file and the line. */
  readonly origin?: string;
}

/** Which classes the labels of a table may be. */
export interface ClassOptions extends ClassOrderOptions {
  /**
   * The classes that the labels must be, by name, as `matchClassNames` finds them; rows of one class alone
   * will then do. Default: the labels that there are, two or more.
   */
  readonly classNames?: readonly string[] | undefined;
}

/** The same for the rows of one of several sources. */
export interface PartOptions extends ClassOptions {
  /** Whether others have rows too, so that these alone need not have two classes. */
  readonly isPart?: boolean | undefined;
}

/** The rows of a table with their classes. */
export interface ClassedTexts {
  readonly texts: LabelledTexts;
  readonly classNames: readonly string[];
  readonly remarks: readonly string[];
}

/** Collects a table's rows, and makes classes of their labels. */
export class RowTexts {
  readonly #location: string;
  readonly #name: string;
  readonly #texts: string[] = [];
  readonly #origins: string[] = [];
  /** Each row's label, numbered by first appearance. */
  readonly #labelIds: number[] = [];
  readonly #weights: number[] = [];
  readonly #idOfLabel = new Map<string, number>();

  /** @param name of the file, for origins */
  constructor(location: string, name: string) {
    this.#location = location;
    this.#name = name;
  }

  /** Whether a row with this label has been added. */
  hasLabel(label: string): boolean {
    return this.#idOfLabel.has(label);
  }

  add({ text, label, weight, line, origin = `${this.#name}:${line}` }: Row): void {
    if (label === undefined) {
      this.#texts.push(text);
      this.#origins.push(origin);
      return;
    }
    if (weight !== undefined) this.#weights.push(this.#readWeight(weight, line));
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
    this.#origins.push(origin);
    this.#labelIds.push(id);
    if (id >= mostLabels) {
      throw classesError([...this.#countLabels()], this.#location, {
        expected: `at most ${mostLabels} classes`,
        advice: "Name the right column: --label-column.",
      });
    }
  }

  /** @throws LabelledTextError where there are no rows, or not the classes that there should be */
  finish(options: PartOptions & { readonly labelled?: boolean | undefined }): ClassedTexts {
    const { labelled = true } = options;
    if (this.#texts.length === 0) {
      throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
        expected: labelled ? "rows of texts and labels" : "rows of texts",
        got: "none",
        location: this.#location,
      });
    }
    if (!labelled) {
      const texts = { texts: this.#texts, labels: new Uint8Array(), origins: this.#origins };
      return { texts, classNames: [], remarks: [] };
    }
    const labels = [...this.#idOfLabel.keys()];
    const classNames = options.classNames ?? this.#findClasses(labels, options);
    const { indices, remarks }: MatchedClassNames = matchLabels(
      labels,
      classNames,
      this.#location,
      options.classNames && this.#countLabels(),
    );
    return {
      texts: {
        texts: this.#texts,
        labels: toClassLabels(
          this.#labelIds.map((id) => indices[id]),
          classNames.length,
        ),
        origins: this.#origins,
        ...(this.#weights.length > 0 && { weights: Float64Array.from(this.#weights) }),
      },
      classNames,
      remarks: options.classNames || options.isPart ? remarks : remarkOnSimilarNames(classNames),
    };
  }

  #findClasses(labels: readonly string[], options: PartOptions): readonly string[] {
    if (options.isPart) return labels;
    return findClasses(this.#countLabels(), options, this.#location);
  }

  #countLabels(): Map<string, number> {
    const labels = [...this.#idOfLabel.keys()];
    const counts = new Map(labels.map((label) => [label, 0]));
    for (const id of this.#labelIds) counts.set(labels[id], (counts.get(labels[id]) ?? 0) + 1);
    return counts;
  }

  #readWeight(given: string, line: number): number {
    const weight = given.trim() === "" ? Number.NaN : Number(given);
    if (Number.isFinite(weight) && weight >= 0) return weight;
    throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
      expected: "a weight from 0 on in each row",
      got: given.trim() === "" ? "none" : quote(given.trim()),
      advice: "Give the row a number, such as 1, or name the right column: --weight-column.",
      location: this.#location,
      line,
    });
  }
}
