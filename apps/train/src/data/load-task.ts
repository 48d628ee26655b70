import type { TrainingOptions } from "../options/training-options.ts";
import { showDownloadProgress } from "../progress/show-download-progress.ts";
import type { Output } from "../streams.ts";
import { isImdb } from "./is-imdb.ts";
import { loadImdbTask } from "./load-imdb-task.ts";
import { loadTextTask } from "./load-text-task.ts";
import type { TextContext } from "./read-text-data.ts";
import type { Task } from "./task.ts";

/** What the loading of any data works with. */
export interface TaskContext extends TextContext {
  readonly stderr: Output;
}

/** What the options name to learn from: labelled texts, or the chapter's reviews. */
export async function loadTask(options: TrainingOptions, context: TaskContext): Promise<Task> {
  // The chapter's data is IMDB's, so that a wrong path is reported as such.
  if (options.command === "train" && !(await isImdb(options.data))) {
    return loadTextTask(options, context);
  }
  const { stderr, signal } = context;
  const onProgress = showDownloadProgress(stderr, options.quiet);
  return loadImdbTask(options, { stderr, signal, onProgress });
}
