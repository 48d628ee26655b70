import { basename } from "node:path";
import { type DataSource, DatasetError } from "@rnn/imdb-data";
import { kerasIndexFrom, vocabularyFromIndex } from "@rnn/text-classifier";
import { withOption } from "../options/name-option.ts";
import { dataOption, type TrainingOptions } from "../options/training-options.ts";
import { describeSource, formatChapterData } from "../report/format-chapter-data.ts";
import { type LoadingContext, loadReviews } from "./load-reviews.ts";
import { prepareReviews } from "./prepare-reviews.ts";
import type { Reading, Task } from "./task.ts";

/** The IMDB reviews, or synthetic ones in their place, prepared as the chapter does. */
export async function loadImdbTask(
  options: TrainingOptions,
  context: LoadingContext,
): Promise<Task> {
  const { numWords, skipTop, maxlen } = options;
  const loaded = await loadReviews(options, context).catch((error: unknown) => {
    throw withOption(dataOption(options), error, [DatasetError]);
  });
  const data = prepareReviews(loaded, options);
  const classNames = ["negative", "positive"] as const;
  const reading: Reading | undefined = loaded.wordIndex && {
    // Ids that no review has stand for no word: the network knows nothing of them.
    vocabulary: vocabularyFromIndex(loaded.wordIndex, {
      numWords,
      skipTop,
      indexFrom: kerasIndexFrom,
    }),
    maxlen,
    lowercase: "ascii",
    classNames,
  };
  return {
    data,
    reading,
    source: loaded.source,
    description: describeSource(withoutFolder(loaded.source)),
    classNames,
    warnings: [],
    introduction: formatChapterData(loaded, data, options),
    texts: undefined,
  };
}

/** As models and reports name it: they are given away, and whose folders they come from is nobody's business. */
function withoutFolder(source: DataSource): DataSource {
  return "path" in source ? { ...source, path: basename(source.path) } : source;
}
