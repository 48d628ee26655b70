import { open } from "node:fs/promises";
import {
  LabelledTextError,
  type ReadProgress,
  readTextLines,
  streamTextRows,
} from "@rnn/labelled-text";
import { isStdin } from "../data/is-stdin.ts";
import { isTable } from "../data/is-table.ts";
import { openData, readBytes } from "../data/open-data.ts";
import { describeFileError } from "../files/describe-file-error.ts";
import { nameOption, withOption } from "../options/name-option.ts";
import type { TableOptions } from "../options/table-options.ts";
import { formatReading } from "../progress/format-reading.ts";
import type { Steps } from "../progress/show-steps.ts";

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
  /** Shows how far the first reading of a table is. */
  readonly steps?: Steps;
  /** The option that named the path, for errors; default `--file`. */
  readonly option?: string;
}

/**
 * The texts of a file, or of stdin where the path means that or is missing: the rows of a table, known by the
 * file's ending or the options, or else a text a line.
 */
export async function* readGivenTexts(
  path = "-",
  { stdin, table, onRemark, steps, option: named = "--file" }: TextSources,
): AsyncGenerator<GivenText> {
  const option = isStdin(path) ? "stdin" : named;
  const { encoding, ...dialect } = table;
  if (isTable(path) || Object.keys(dialect).length > 0) {
    const onProgress = (progress: ReadProgress) => steps?.show(formatReading(path, progress));
    const rows = await streamTextRows(openData(path, stdin), { ...table, onProgress }).catch(
      (error: unknown) => {
        throw withOption(option, error, [LabelledTextError]);
      },
    );
    steps?.stop();
    for (const remark of rows.remarks) onRemark(remark);
    const batches = nameOption(option, rows.batches(), [LabelledTextError]);
    for await (const { texts, origins } of batches) {
      for (const [i, text] of texts.entries()) yield { text, name: origins[i] };
    }
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
