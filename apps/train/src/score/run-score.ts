import { plainText } from "@rnn/labelled-text/display";
import { runTasks } from "@rnn/sweep";
import { Interrupted } from "../interruption.ts";
import { loadClassifier } from "../model/load-classifier.ts";
import { type DetailOptions, detailOf } from "../options/detail-options.ts";
import { type TableOptions, tableOptionsOf } from "../options/table-options.ts";
import { formatDuration } from "../progress/format-duration.ts";
import { showSteps } from "../progress/show-steps.ts";
import { quoteForShell } from "../quote-for-shell.ts";
import type { ProcessContext } from "../streams.ts";
import { toJsonLine } from "../to-json-line.ts";
import { fingerprintModel } from "./fingerprint-model.ts";
import { InputProgress } from "./input-progress.ts";
import { listInputs } from "./list-inputs.ts";
import { listScoreTasks } from "./list-score-tasks.ts";
import { openExecutor } from "./open-executor.ts";
import { ScoreFolder } from "./score-folder.ts";
import type { ScoreSettings } from "./score-task.ts";

/** The options of `score`, as given. */
export interface ScoreOptions extends TableOptions, DetailOptions {
  readonly input: readonly string[];
  readonly out: string;
  readonly workers?: number;
  readonly queue?: string;
  readonly shared?: string;
  readonly top?: number;
  readonly rejectBelow?: number;
  readonly quiet?: true;
  readonly json?: true;
}

/**
 * Classifies the texts of files into files of results, a chunk on each thread at a time. Where it ends early, the
 * same call resumes it: chunks that are there are not scored again.
 *
 * @throws what ended it early: the signal's reason, or an Error that names the option or the file
 */
export async function runScore(
  model: string,
  options: ScoreOptions,
  { stdout, stderr, abortOnSignals, stdin }: ProcessContext,
): Promise<void> {
  const signal = abortOnSignals();
  const started = performance.now();
  const { queue, rejectBelow } = options;
  if (queue !== undefined) {
    const { checkQueue } = await import("@rnn/sweep/queue");
    const { shared } = options;
    await checkQueue(queue, { option: "--queue", ...(shared !== undefined && { shared }) });
  }
  const inputs = await listInputs(options.input, options.out);
  const { classNames } = await loadClassifier(model, rejectBelow);
  const fingerprint = await fingerprintModel(model);
  const detail = detailOf(options);
  const asked: ScoreSettings = {
    top: Math.min(options.top ?? classNames.length, classNames.length),
    ...(rejectBelow !== undefined && { rejectBelow }),
    ...(detail !== undefined && { detail }),
  };
  const table = tableOptionsOf(options);
  const settings = { version: 1, model: fingerprint, ...asked, table: { ...table } };
  const folder = await ScoreFolder.open(options.out, settings);
  const steps = showSteps(stderr, options.quiet === true);
  const executor = await openExecutor({ model, fingerprint, ...asked }, options, (notice) => {
    steps.stop();
    stderr.write(`${plainText(`Note: ${notice}`)}\n`);
  });
  const progress = new InputProgress(folder, (texts) => steps.show(`${texts} texts scored`));
  try {
    const onRemark = (remark: string) => stderr.write(`Note: ${plainText(remark)}\n`);
    const tasks = listScoreTasks(inputs, settings, { progress, table, stdin, detail, onRemark });
    await runTasks(tasks, {
      store: folder.chunks,
      executor,
      signal,
      onEnd: (task) => progress.end(task),
    });
    await folder.removeChunks();
    steps.stop();
    const { texts } = progress;
    const { out } = options;
    const [files, seconds] = [inputs.length, formatDuration(performance.now() - started)];
    stdout.write(
      options.json
        ? toJsonLine({ out, files, texts })
        : `Scored ${texts} texts of ${files} ${files === 1 ? "file" : "files"} in ${seconds}, into ${plainText(out)}\n`,
    );
  } catch (error) {
    steps.stop();
    if (error instanceof Interrupted) {
      stderr.write(`The same command resumes it, with --out ${quoteForShell(options.out)}\n`);
    }
    throw error;
  } finally {
    await executor.close();
    await folder.release();
  }
}
