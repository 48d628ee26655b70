import { open } from "node:fs/promises";
import { LabelledTextError, readTextLines, readTexts } from "@rnn/labelled-text";
import { isStdin } from "../data/is-stdin.ts";
import { isTable } from "../data/is-table.ts";
import { openData, readBytes } from "../data/open-data.ts";
import { describeFileError } from "../files/describe-file-error.ts";
import { nameOption, withOption } from "../options/name-option.ts";
import type { TableOptions } from "../options/table-options.ts";

/** A text to classify, and what messages call it. */
export interface GivenText {
  readonly text: string;
  readonly name: string;
}

/** Where texts come from besides the path. */
export interface TextSources {
  readonly stdin: NodeJS.ReadableStream;
  /** Where any is given, what is read is a table. */
  readonly table: TableOptions;
  /** Receives what was left out of a table. */
  readonly onRemark: (remark: string) => void;
  /** The option that named the path, for errors; default `--file`. */
  readonly option?: string;
}

/**
 * The texts of a file, or of stdin where the path means that or is missing: the rows of a table, known by the
 * file's ending or the options, or else a text a line.
 */
export async function* readGivenTexts(
  path = "-",
  { stdin, table, onRemark, option: named = "--file" }: TextSources,
): AsyncGenerator<GivenText> {
  const option = isStdin(path) ? "stdin" : named;
  const { encoding, ...dialect } = table;
  if (isTable(path) || Object.keys(dialect).length > 0) {
    const read = await readTexts(openData(path, stdin), table).catch((error: unknown) => {
      throw withOption(option, error, [LabelledTextError]);
    });
    for (const remark of read.remarks) onRemark(remark);
    for (const [i, text] of read.texts.entries()) yield { text, name: read.origins[i] };
    return;
  }
  const bytes = isStdin(path) ? readBytes(stdin) : readFile(path, named);
  const location = isStdin(path) ? "stdin" : path;
  let line = 0;
  for await (const text of nameOption(option, readTextLines(bytes, location, { encoding }), [
    LabelledTextError,
  ])) {
    yield { text, name: `line ${++line}` };
  }
}

async function* readFile(path: string, option: string): AsyncGenerator<Uint8Array> {
  try {
    const file = await open(path);
    yield* readBytes(file.createReadStream());
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new Error(
      `${option}: expected a readable file, got ${describeFileError(cause)} (at ${path}).`,
      { cause },
    );
  }
}
