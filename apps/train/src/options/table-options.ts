import { type Command, InvalidArgumentError, Option } from "commander";

/** How a file of texts is read, as the user gave it. */
export interface TableOptions {
  readonly textColumn?: string;
  readonly labelColumn?: string;
  readonly delimiter?: string;
  readonly escape?: '"' | "\\";
  readonly encoding?: string;
}

/** Adds the options of how a table is read. */
export function addTableOptions(
  command: Command,
  { labelled }: { readonly labelled: boolean },
): Command {
  command.option("--text-column <name>", "the column of the texts (default: found by its name)");
  if (labelled) {
    command.option(
      "--label-column <name>",
      "the column of the classes (default: found by its name)",
    );
  }
  return command
    .addOption(
      new Option(
        "--delimiter <character>",
        "between the fields of a table, or tab (default: found)",
      ).argParser(parseDelimiter),
    )
    .addOption(
      new Option("--escape <character>", "before quotes in quoted fields (default: found)").choices(
        ['"', "\\"],
      ),
    )
    .option(
      "--encoding <name>",
      "of the texts, such as euc-kr, cp949, gb18030, shift_jis, windows-1252 (default: utf-8)",
    );
}

/** The names of these options. */
export const tableOptionNames = [
  "textColumn",
  "labelColumn",
  "delimiter",
  "escape",
  "encoding",
] as const satisfies readonly (keyof TableOptions)[];

/** The options of how a table is read alone, without those that were not given. */
export function tableOptionsOf({
  textColumn,
  labelColumn,
  delimiter,
  escape,
  encoding,
}: TableOptions): TableOptions {
  return {
    ...(textColumn !== undefined && { textColumn }),
    ...(labelColumn !== undefined && { labelColumn }),
    ...(delimiter !== undefined && { delimiter }),
    ...(escape !== undefined && { escape }),
    ...(encoding !== undefined && { encoding }),
  };
}

/** The flags of the first of these options that was given. */
function firstTableOption(command: Command, options: TableOptions): string | undefined {
  const given = tableOptionsOf(options);
  return command.options.find((option) => Object.hasOwn(given, option.attributeName()))?.flags;
}

/** Ends a command that was given options of a table and a text in place of one. */
export function refuseTableOptions(command: Command, options: TableOptions): void {
  const flags = firstTableOption(command, options);
  if (flags === undefined) return;
  const kind = flags.startsWith("--encoding") ? "a file" : "a table";
  command.error(`error: option '${flags}' is for ${kind}: give --file in place of the text.`);
}

function parseDelimiter(given: string): string {
  const character = given === "tab" || given === "\\t" ? "\t" : given;
  if (character.length !== 1 || /["\r\n]/.test(character)) {
    throw new InvalidArgumentError("Expected one character, not a quote, or tab.");
  }
  return character;
}
