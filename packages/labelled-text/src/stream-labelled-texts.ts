import { checkNumber } from "@rnn/tensor/checks";
import { checkReadingOptions } from "./check-options.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import {
  type LabelledTextStream,
  type StoredTexts,
  type StreamedLabelledData,
  usuallyKept,
} from "./labelled-text-stream.ts";
import { readSource, type SourceOptions } from "./read-source.ts";
import type { LabelledTextSource } from "./sources/open-source.ts";

/** What `streamLabelledTexts` takes besides the source. */
export interface StreamLabelledTextsOptions extends SourceOptions {}

/**
 * What `readLabelledTexts` gives, for files larger than memory: the labels of all rows, and the texts some at a time,
 * from first to last as often as asked for. All checks are the same, and are made before the promise resolves.
 *
 * A file is read once for them, and again each time that its texts are gone through, unless they are short enough to
 * be kept. What comes through a pipe cannot be read twice, and the texts of folders are not: both are kept.
 *
 * @param options.keptCharacters up to so many characters of texts are kept in memory, each text counted with 64 more;
 *   default 67,108,864
 * @throws as `readLabelledTexts`; going through the texts, LabelledTextError for a file that has changed meanwhile
 *
 * @example
 * ```ts
 * const content = "review;sentiment\nA great film.;positive\nA dull one.;negative\n";
 * const { train } = await streamLabelledTexts({ name: "reviews.csv", content }, { keptCharacters: 0 });
 * [train.length, train.labels]; // => [2, [1, 0]]
 * for await (const { texts } of train.batches()) texts.length;
 * ```
 */
export async function streamLabelledTexts(
  source: LabelledTextSource,
  options: StreamLabelledTextsOptions = {},
): Promise<StreamedLabelledData> {
  const caller = "streamLabelledTexts";
  checkReadingOptions(caller, source, options, ["keptCharacters"]);
  const { keptCharacters = usuallyKept } = options;
  checkNumber(caller, "keptCharacters", keptCharacters, 0);
  try {
    const { train, test, ...data } = await readSource(source, { ...options, keptCharacters });
    return { ...data, train: withoutKept(train), test: test && withoutKept(test) };
  } catch (error) {
    throw LabelledTextError.nameCaller(caller, error);
  }
}

function withoutKept(texts: StoredTexts): LabelledTextStream {
  const { kept: _, ...stream } = texts;
  return stream;
}
