import { listed, quoted } from "./display.ts";
import { LabelledTextError } from "./labelled-text-error.ts";

/** Which columns of a table to read. */
export interface ColumnOptions {
  /** Default: `text`, else the one of the names that such columns usually have. */
  readonly textColumn?: string | undefined;
  /** Default: `label`, else the one of the names that such columns usually have. */
  readonly labelColumn?: string | undefined;
}

/** Where texts and labels stand among a table's columns. */
export interface Columns {
  readonly text: number;
  readonly label: number;
}

interface Role {
  readonly what: string;
  readonly option: string;
  /** The name that goes before all others. */
  readonly usual: string;
  readonly known: readonly string[];
}

const textRole: Role = {
  what: "texts",
  option: "--text-column",
  usual: "text",
  known: ["review", "sentence", "comment", "content"],
};
const labelRole: Role = {
  what: "labels",
  option: "--label-column",
  usual: "label",
  known: ["sentiment", "class", "category", "target", "y"],
};

/**
 * The columns to read: those named, else those known by their names in any case. White space around
 * names does not count.
 *
 * @throws LabelledTextError where that does not give one column each, with the names there are
 */
export function chooseColumns(
  names: readonly string[],
  { textColumn, labelColumn }: ColumnOptions,
  place: { readonly location: string; readonly line: number },
): Columns {
  const trimmed = names.map((name) => name.trim());
  const fail = (expected: string, advice: string) =>
    new LabelledTextError("ERR_RNN_TEXT_COLUMN", {
      expected,
      got: `the columns ${listed(trimmed)}`,
      advice,
      ...place,
    });

  const only = (found: number[], role: Role): number | undefined => {
    if (found.length <= 1) return found[0];
    const clash = found.map((i) => trimmed[i]);
    throw fail(
      `one column of ${role.what}, not ${listed(clash)}`,
      new Set(clash).size < clash.length
        ? "Give each column a name of its own."
        : `Name the one to read: ${role.option}.`,
    );
  };
  const named = (name: string | undefined, role: Role): number | undefined => {
    if (name === undefined) return undefined;
    const position = only(
      positions(trimmed, (other) => other === name.trim()),
      role,
    );
    if (position !== undefined) return position;
    throw fail(`the column ${quoted(name)}`, `Give ${role.option} one that is there.`);
  };
  const known = (role: Role, taken: number | undefined): number => {
    const free = (accepted: readonly string[]) =>
      positions(trimmed, (name, i) => i !== taken && accepted.includes(name.toLowerCase()));
    const position = only(free([role.usual]), role) ?? only(free(role.known), role);
    if (position !== undefined) return position;
    throw fail(
      `a column of ${role.what} (${[role.usual, ...role.known].join(", ")})`,
      `Name it: ${role.option}. The first row must hold the columns' names.`,
    );
  };

  const givenText = named(textColumn, textRole);
  const givenLabel = named(labelColumn, labelRole);
  const text = givenText ?? known(textRole, givenLabel);
  const label = givenLabel ?? known(labelRole, text);
  if (text === label) {
    const twice = quoted(trimmed[text]);
    throw fail(
      `two different columns, not ${twice} for both`,
      "Name them: --text-column and --label-column.",
    );
  }
  return { text, label };
}

function positions(
  names: readonly string[],
  matches: (name: string, i: number) => boolean,
): number[] {
  return names.flatMap((name, i) => (matches(name, i) ? [i] : []));
}
