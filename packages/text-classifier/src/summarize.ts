import {
  type LabelledData,
  type LabelledTextStream,
  type StreamedLabelledData,
  selectTexts,
} from "@rnn/labelled-text";
import type { AbortSignalLike } from "@rnn/model";
import { EventLoopTurns } from "@rnn/tensor/event-loop";
import { DataCounting } from "./data-counting.ts";
import type { DataSummary } from "./data-summary.ts";
import type { SummarizeOptions } from "./summarize-options.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * What labelled texts are like as the network will see them: by the vocabulary, and cut at `maxlen` known
 * words; and what that warns of.
 *
 * @example
 * ```ts
 * const texts = ["a good film", "a bad film"];
 * const train = { texts, labels: Uint8Array.of(1, 0), origins: ["a.csv:2", "a.csv:3"] };
 * const classNames = ["bad", "good"] as const;
 * const data = { train, test: undefined, classNames, description: "a.csv", skippedRows: 0, remarks: [] };
 * const summary = summarize(data, buildVocabulary(texts), { maxlen: 2 });
 * summary.train.cutShare; // => 1
 * summary.warnings.map(({ code }) => code); // => ["few-training-texts", "cut-texts"]
 * ```
 */
export function summarize(
  data: LabelledData,
  vocabulary: Vocabulary,
  options: SummarizeOptions,
): DataSummary {
  const { train, test } = data;
  const counting = new DataCounting("summarize", data, vocabulary, options);
  for (const text of train.texts) counting.addTrain(text);
  for (const text of test?.texts ?? []) counting.addTest(text);
  const parts = { train, test: test ?? train };
  return counting.finish(({ part, row }) => {
    const { texts, labels, origins } = parts[part];
    return { text: texts[row], label: labels[row], origin: origins[row] };
  });
}

/**
 * What `summarize` says, of texts that need not all be in memory, as `streamLabelledTexts` gives them. Yields to the event
 * loop every 40 ms.
 *
 * @param options.signal ends the work: the promise rejects with its reason
 *
 * @example
 * ```ts
 * const data = await streamLabelledTexts({ name: "a.csv", content: "text,label\na good film,1\na bad film,0\n" });
 * const { train } = await summarizeStream(data, [null, "good", "bad"], { maxlen: 9 });
 * train.unknownShare; // => 0.667
 * ```
 */
export async function summarizeStream(
  data: StreamedLabelledData,
  vocabulary: Vocabulary,
  options: SummarizeOptions & { readonly signal?: AbortSignalLike | undefined },
): Promise<DataSummary> {
  const { signal, ...others } = options;
  const counting = new DataCounting("summarizeStream", data, vocabulary, others);
  const turns = new EventLoopTurns();
  const each = async (part: LabelledTextStream, take: (text: string) => void): Promise<void> => {
    for await (const { texts } of part.batches()) {
      for (const text of texts) {
        take(text);
        if (turns.due) await turns.next();
      }
      signal?.throwIfAborted();
    }
  };
  const { train, test = train } = data;
  await each(train, (text) => counting.addTrain(text));
  if (data.test) await each(test, (text) => counting.addTest(text));
  const shown = counting.shownRows();
  const texts = {
    train: await selectTexts(train, shown.train),
    test: await selectTexts(test, shown.test),
  };
  return counting.finish(({ part, row }) => {
    const at = shown[part].indexOf(row);
    const label = data[part]?.labels[row] ?? 0;
    return { text: texts[part].texts[at], origin: texts[part].origins[at], label };
  });
}
