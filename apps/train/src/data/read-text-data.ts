import {
  type LabelledData,
  LabelledTextError,
  type LabelledTextStream,
  type LabelledTexts,
  type StreamedLabelledData,
  type StreamLabelledTextsOptions,
  sampleStreamedData,
  streamLabelledTexts,
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
  const { train, test, ...data } = await streamTextData(options, context, {
    keptCharacters: Number.MAX_SAFE_INTEGER,
  });
  return { ...data, train: await collect(train), test: test && (await collect(test)) };
}

interface HowToRead {
  readonly keptCharacters?: number;
  readonly known?: readonly string[] | undefined;
}

/**
 * The same without keeping all of it in memory.
 * @param how.keptCharacters up to so many are kept; default what `streamLabelledTexts` keeps
 * @param how.known the classes of a model that is trained further: others come after them
 */
export async function streamTextData(
  options: TextDataOptions,
  context: TextContext,
  { keptCharacters, known }: HowToRead = {},
): Promise<StreamedLabelledData> {
  const { data, moreData = [], test: testSources, classOrder, positive, limit, seed } = options;
  const { weightColumn } = options;
  const testOption = options.resume === undefined ? "--test" : "--resume";
  const sources = [data, ...moreData];
  if (testSources?.some(isStdin) && sources.some(isStdin)) {
    throw new Error("expected stdin for --data or --test, got it for both. Name a file for one.");
  }
  const read = await readSources(sources, dataOption(options), options, context, {
    keptCharacters,
    ...(classOrder !== undefined && { classOrder }),
    ...(positive !== undefined && { positive }),
    ...(weightColumn !== undefined && { weightColumn }),
    ...(known && { classNames: known, allowNewClasses: true }),
  });
  if (testSources === undefined) return sample(read, limit, seed);
  if (read.test !== undefined) {
    throw new Error(
      `${testOption}: expected data without a part for testing, got a folder with one (in ${data}). ` +
        "Leave --test out, or give --data the folder train in it.",
    );
  }
  const { classNames } = read;
  const tested = await readSources(testSources, testOption, options, context, {
    classNames,
    keptCharacters,
  });
  const test = tested.test ?? tested.train;
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

async function sample(
  data: StreamedLabelledData,
  limit: number | undefined,
  seed: number,
): Promise<StreamedLabelledData> {
  return limit === undefined ? data : sampleStreamedData(data, { limit, seed });
}

async function collect(stream: LabelledTextStream): Promise<LabelledTexts> {
  const { batches, length: _, ...classes } = stream;
  const texts: string[] = [];
  const origins: string[] = [];
  for await (const batch of batches()) {
    for (const text of batch.texts) texts.push(text);
    for (const origin of batch.origins) origins.push(origin);
  }
  return { ...classes, texts, origins };
}

async function readSources(
  paths: readonly string[],
  option: string,
  options: TextDataOptions,
  { stdin, signal, steps }: TextContext,
  classes: StreamLabelledTextsOptions,
): Promise<StreamedLabelledData> {
  try {
    return await streamLabelledTexts(openSources(paths, stdin), {
      ...tableOptionsOf(options),
      ...classes,
      signal,
      onProgress: (progress) => steps.show(formatReading(nameSources(paths), progress)),
    });
  } catch (error) {
    throw withOption(option, error, [LabelledTextError]);
  }
}
