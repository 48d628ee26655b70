import { type ColumnRole, labelRole, textRole, weightRole } from "./column-names.ts";
import { quote, quoteAll } from "./display.ts";
import { LabelledTextError } from "./labelled-text-error.ts";

const firstRowNames = "The first row must hold the columns' names.";

/** Which columns of a table to read. */
export interface ColumnOptions {
  /** Default: `text`, else the one of the names that such columns usually have. */
  readonly textColumn?: string | undefined;
  /** Default: `label`, else the one of the names that such columns usually have. */
  readonly labelColumn?: string | undefined;
  /** Of how much each text counts, numbers from 0 on; default none: all count the same. */
  readonly weightColumn?: string | undefined;
}

/** Which columns to read, and whether there need be labels. */
export interface ColumnChoice extends ColumnOptions {
  /** Default: true. Where it is false, labels are not read. */
  readonly labelled?: boolean | undefined;
}

/** Where texts and labels are among a table's columns. */
export interface Columns {
  readonly text: number;
  /** Undefined where labels are not read. */
  readonly label: number | undefined;
  /** Undefined where no weights are read. */
  readonly weight: number | undefined;
}

/**
 * The columns to read: those named, else those known by their names in any case; of two columns, the one
 * that is left where the other is known; else the one whose first or last word says what it is, or of Korean,
 * Chinese and Japanese its end. White space around names does not count.
 *
 * @param onlyColumn what to do where there is one column alone
 * @throws LabelledTextError where that does not give one column each, with the names there are
 */
export function chooseColumns(
  names: readonly string[],
  { textColumn, labelColumn, weightColumn, labelled = true }: ColumnChoice,
  place: { readonly location: string; readonly line: number },
  onlyColumn = "",
): Columns {
  const trimmed = names.map((name) => name.trim());
  const fail = (expected: string, advice: string, besides = "") =>
    new LabelledTextError("ERR_RNN_TEXT_COLUMN", {
      expected,
      got: `the columns ${quoteAll(trimmed)}${besides}`,
      advice: names.length === 1 && onlyColumn !== "" ? `${advice} ${onlyColumn}` : advice,
      ...place,
    });

  const only = (
    found: readonly number[],
    role: Pick<ColumnRole, "what" | "option">,
  ): number | undefined => {
    if (found.length <= 1) return found[0];
    const clash = found.map((i) => trimmed[i]);
    throw fail(
      `one column of ${role.what}, not ${quoteAll(clash)}`,
      new Set(clash).size < clash.length
        ? "Give each column a name of its own."
        : `Name the one to read: ${role.option}.`,
    );
  };
  const named = (
    name: string | undefined,
    role: Pick<ColumnRole, "what" | "option">,
  ): number | undefined => {
    if (name === undefined) return undefined;
    const wanted = name.trim();
    const position = only(
      positions(trimmed, (other) => other === wanted),
      role,
    );
    if (position !== undefined) return position;
    throw fail(
      `the column ${quote(name)}`,
      `Give ${role.option} one that is there. ${firstRowNames}`,
    );
  };
  /** The column that the first of the tests finds which finds any. */
  const find = (
    role: ColumnRole,
    taken: number | undefined,
    tests: readonly ((name: string) => boolean)[],
  ): number | undefined => {
    for (const test of tests) {
      const position = only(
        positions(trimmed, (name, i) => i !== taken && i !== weight && test(name)),
        role,
      );
      if (position !== undefined) return position;
    }
    return undefined;
  };
  const findKnown = (role: ColumnRole, taken: number | undefined): number | undefined =>
    find(
      role,
      taken,
      role.names.map((accepted) => (name) => accepted.has(simplifyName(name))),
    );
  const findHinted = (role: ColumnRole, taken: number | undefined): number | undefined =>
    find(role, taken, [
      ...role.lastWords.map((words) => (name: string) => hasHint(name, words, role.firstWords)),
      ...[...role.names.slice(0, 3), ...role.lastWords.slice(1)].map(
        (endings) => (name: string) => endsAsOneOf(name, endings),
      ),
    ]);
  const missing = (role: ColumnRole) =>
    fail(
      `a column of ${role.what} (${role.names
        .slice(0, 2)
        .flatMap((known) => Array.from(known))
        .join(", ")})`,
      `Name it: ${role.option}. ${firstRowNames}`,
      weight === undefined ? "" : `, of which ${quote(trimmed[weight])} holds the weights`,
    );

  const givenText = named(textColumn, textRole);
  const givenLabel = named(labelColumn, labelRole);
  const weight = named(weightColumn, weightRole);
  const knownText =
    givenText ?? findKnown(textRole, givenLabel) ?? findNumbered(trimmed, 2, givenLabel);
  const knownLabel =
    givenLabel ?? findKnown(labelRole, knownText) ?? findNumbered(trimmed, 1, knownText);
  const otherOfTwo = (taken: number | undefined): number | undefined => {
    const free = positions(names, (_, i) => i !== weight && i !== taken);
    return taken !== undefined && free.length === 1 ? free[0] : undefined;
  };
  const onlyOne = !labelled && names.length === 1 ? 0 : undefined;
  const text = knownText ?? onlyOne ?? otherOfTwo(knownLabel) ?? findHinted(textRole, knownLabel);
  if (text === undefined) throw missing(textRole);
  if (!labelled) return { text, label: undefined, weight: undefined };
  const label = knownLabel ?? otherOfTwo(text) ?? findHinted(labelRole, text);
  if (label === undefined) throw missing(labelRole);
  if (text === label) {
    const twice = quote(trimmed[text]);
    throw fail(
      `two different columns, not ${twice} for both`,
      "Name them: --text-column and --label-column.",
    );
  }
  if (weight === text || weight === label) {
    throw fail(
      `a column of weights of its own, not ${quote(trimmed[weight])} for two`,
      "Give --weight-column another one.",
    );
  }
  return { text, label, weight };
}

/** Of the columns v1 and v2, as R numbers a label and its text, the one asked for. */
function findNumbered(names: readonly string[], which: 1 | 2, taken: number | undefined) {
  const plain = names.map(simplifyName);
  if (!plain.includes("v1") || !plain.includes("v2") || plain.includes("v3")) return undefined;
  const position = plain.indexOf(`v${which}`);
  return position === taken ? undefined : position;
}

/** Whether a name of several words ends or begins with one that says what the column is for. */
function hasHint(
  name: string,
  lastWords: ReadonlySet<string>,
  firstWords: ReadonlySet<string>,
): boolean {
  const words = name
    .normalize("NFC")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[\s_.-]+/);
  return words.length > 1 && (firstWords.has(words[0]) || lastWords.has(words[words.length - 1]));
}

/** Whether a name is a compound, as Korean, Chinese and Japanese write them, of which the last part is one of these. */
function endsAsOneOf(name: string, endings: ReadonlySet<string>): boolean {
  const simple = simplifyName(name);
  return [...endings].some(
    (ending) => ending.length > 1 && ending > "\u3000" && simple.endsWith(ending),
  );
}

/** A name without what people write differently: case, and what parts its words. */
function simplifyName(name: string): string {
  return name
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[\s_.-]/g, "");
}

function positions(
  names: readonly string[],
  matches: (name: string, i: number) => boolean,
): number[] {
  return names.flatMap((name, i) => (matches(name, i) ? [i] : []));
}
