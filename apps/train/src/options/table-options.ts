import { type Command, InvalidArgumentError, Option } from "commander";

/** How the fields of a table are told apart, as the user gave it. */
export interface TableOptions {
  readonly textColumn?: string;
  readonly labelColumn?: string;
  readonly delimiter?: string;
  readonly escape?: '"' | "\\";
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
    );
}

/** The options of how a table is read alone, without those that were not given. */
export function tableOptionsOf({
  textColumn,
  labelColumn,
  delimiter,
  escape,
}: TableOptions): TableOptions {
  return {
    ...(textColumn !== undefined && { textColumn }),
    ...(labelColumn !== undefined && { labelColumn }),
    ...(delimiter !== undefined && { delimiter }),
    ...(escape !== undefined && { escape }),
  };
}

/** Ends a command that was given options of a table and a text in place of one. */
export function refuseTableOptions(command: Command, options: TableOptions): void {
  const given = command.options.find((option) =>
    Object.hasOwn(tableOptionsOf(options), option.attributeName()),
  );
  if (given === undefined) return;
  command.error(`error: option '${given.flags}' is for a table: give --file in place of the text.`);
}

function parseDelimiter(given: string): string {
  const character = given === "tab" || given === "\\t" ? "\t" : given;
  if (character.length !== 1 || /["\r\n]/.test(character)) {
    throw new InvalidArgumentError("Expected one character, not a quote, or tab.");
  }
  return character;
}
