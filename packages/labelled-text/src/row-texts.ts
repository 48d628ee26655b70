import { type ClassOrderOptions, orderClasses, remarkOnSimilarNames } from "./class-order.ts";
import { classesError } from "./classes-error.ts";
import { type LabelledTexts, toClassLabels } from "./labelled-data.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import { type MatchedClassNames, matchLabels } from "./match-class-names.ts";

/** With more labels than this, the column does not hold labels, and the rest need not be read. */
const mostLabels = 10_000;
/** Up to this many labels may have one text each. */
const fewLabels = 20;

/** Which classes the labels of a table may be. */
export interface ClassOptions extends ClassOrderOptions {
  /**
   * The classes that the labels must be, by name, as `matchClassNames` finds them; rows of one class alone
   * will then do. Default: the labels that there are, two or more.
   */
  readonly classNames?: readonly string[] | undefined;
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

  /**
   * @param label white space around it does not count; undefined where labels are not read
   * @param line at which the row starts
   * @param origin default: the file and the line
   */
  add(
    text: string,
    label: string | undefined,
    line: number,
    origin = `${this.#name}:${line}`,
  ): void {
    if (label === undefined) {
      this.#texts.push(text);
      this.#origins.push(origin);
      return;
    }
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
    if (id >= mostLabels) throw this.#classesError(`at most ${mostLabels} classes`);
  }

  /** @throws LabelledTextError where there are no rows, or not the classes that there should be */
  finish(options: ClassOptions & { readonly labelled?: boolean | undefined }): ClassedTexts {
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
    const { indices, remarks }: MatchedClassNames = matchLabels(labels, classNames, this.#location);
    return {
      texts: {
        texts: this.#texts,
        labels: toClassLabels(
          this.#labelIds.map((id) => indices[id]),
          classNames.length,
        ),
        origins: this.#origins,
      },
      classNames,
      remarks: options.classNames ? remarks : remarkOnSimilarNames(classNames),
    };
  }

  #findClasses(labels: readonly string[], options: ClassOptions): readonly string[] {
    if (labels.length < 2) throw this.#classesError();
    if (labels.length > Math.max(fewLabels, this.#texts.length / 2)) {
      throw this.#classesError(
        `classes of several texts each, fewer than half of the ${this.#texts.length} rows`,
      );
    }
    return orderClasses(labels, options, this.#location);
  }

  #classesError(expected?: string): LabelledTextError {
    const counts = new Map<string, number>();
    const labels = [...this.#idOfLabel.keys()];
    for (const id of this.#labelIds) counts.set(labels[id], (counts.get(labels[id]) ?? 0) + 1);
    return classesError([...counts], this.#location, {
      ...(expected !== undefined && { expected }),
      advice:
        labels.length < 2
          ? "Add rows of another class, or name the right column: --label-column."
          : "Name the right column: --label-column.",
    });
  }
}
