import {
  type LabelledData,
  LabelledTextError,
  type LabelledTexts,
  readLabelledTexts,
  sampleLabelledData,
} from "@rnn/labelled-text";
import { withOption } from "../options/name-option.ts";
import { tableOptionsOf } from "../options/table-options.ts";
import { dataOption, type TextDataOptions } from "../options/training-options.ts";
import { formatReading } from "../progress/format-reading.ts";
import type { Steps } from "../progress/show-steps.ts";
import { isStdin } from "./is-stdin.ts";
import { nameSources, openSources } from "./open-data.ts";

/** What the reading of texts works with. */
export interface TextContext {
  readonly stdin: NodeJS.ReadableStream;
  readonly signal: AbortSignal;
  readonly steps: Steps;
}

/**
 * The texts that `--data` and `--test` name, or a sample of them under `--limit`.
 * @throws Error that names the option for data that cannot be read, or labels that `--test` alone has
 */
export async function readTextData(
  options: TextDataOptions,
  context: TextContext,
): Promise<LabelledData> {
  const { data, moreData = [], test: testSources, classOrder, positive, limit, seed } = options;
  const { weightColumn } = options;
  const testOption = options.resume === undefined ? "--test" : "--resume";
  const sources = [data, ...moreData];
  if (testSources?.some(isStdin) && sources.some(isStdin)) {
    throw new Error("expected stdin for --data or --test, got it for both. Name a file for one.");
  }
  const read = await readSources(sources, dataOption(options), options, context, {
    ...(classOrder !== undefined && { classOrder }),
    ...(positive !== undefined && { positive }),
    ...(weightColumn !== undefined && { weightColumn }),
  });
  if (testSources === undefined) return sample(read, limit, seed);
  if (read.test !== undefined) {
    throw new Error(
      `${testOption}: expected data without a part for testing, got a folder with one (in ${data}). ` +
        "Leave --test out, or give --data the folder train in it.",
    );
  }
  const { classNames } = read;
  const tested = await readSources(testSources, testOption, options, context, { classNames });
  const test: LabelledTexts = tested.test ?? tested.train;
  return sample(
    {
      ...read,
      test,
      description: `${read.description}; to test with, ${tested.description}`,
      skippedRows: read.skippedRows + tested.skippedRows,
      remarks: [...read.remarks, ...tested.remarks],
    },
    limit,
    seed,
  );
}

function sample(data: LabelledData, limit: number | undefined, seed: number): LabelledData {
  return limit === undefined ? data : sampleLabelledData(data, { limit, seed });
}

async function readSources(
  paths: readonly string[],
  option: string,
  options: TextDataOptions,
  { stdin, signal, steps }: TextContext,
  classes: Parameters<typeof readLabelledTexts>[1],
): Promise<LabelledData> {
  try {
    return await readLabelledTexts(openSources(paths, stdin), {
      ...tableOptionsOf(options),
      ...classes,
      signal,
      onProgress: (progress) => steps.show(formatReading(nameSources(paths), progress)),
    });
  } catch (error) {
    throw withOption(option, error, [LabelledTextError]);
  }
}
