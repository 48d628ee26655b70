import { type JsonRecord, keyOfOptions } from "@rnn/sweep";
import { describeFileError } from "../files/describe-file-error.ts";
import type { Detail } from "../options/detail-options.ts";
import type { TableOptions } from "../options/table-options.ts";
import { readGivenTexts } from "../predict/read-given-texts.ts";
import { fingerprintFile } from "./fingerprint-model.ts";
import type { InputProgress } from "./input-progress.ts";
import { listChunks } from "./list-chunks.ts";
import type { ScoreInput } from "./list-inputs.ts";
import type { ScoreTask } from "./score-task.ts";

/** What files are read with. */
export interface ScoreSources {
  readonly table: TableOptions;
  readonly stdin: NodeJS.ReadableStream;
  /** What is written besides class and probability. */
  readonly detail: Detail | undefined;
  readonly progress: InputProgress;
  /** Receives what was left out of a table. */
  readonly onRemark: (remark: string) => void;
}

/**
 * The chunks of all files that are not finished, one file after the other. The key of a chunk is the SHA-256 of the
 * settings, the model's among them, of the file's bytes and name, and of the range.
 */
export async function* listScoreTasks(
  inputs: readonly ScoreInput[],
  settings: JsonRecord,
  { table, stdin, detail, progress, onRemark }: ScoreSources,
): AsyncGenerator<ScoreTask> {
  for (const { path, output } of inputs) {
    const file = await fingerprintFile(path).catch((cause: NodeJS.ErrnoException) => {
      throw new Error(
        `--input: expected a readable file, got ${describeFileError(cause)} (at ${path}).`,
        {
          cause,
        },
      );
    });
    if (await progress.isFinished(output, file)) continue;
    progress.begin(output, file);
    const given = readGivenTexts(path, { stdin, table, onRemark, option: "--input" });
    for await (const { from, to, texts } of listChunks(given, detail)) {
      const task = { key: keyOfOptions({ ...settings, file, output, from, to }), output, texts };
      progress.add(task);
      yield task;
    }
    await progress.endReading(output);
  }
}
