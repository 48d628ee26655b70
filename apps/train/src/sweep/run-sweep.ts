import { cwd } from "node:process";
import { plainText } from "@rnn/labelled-text/display";
import {
  checkStudy,
  describeStudy,
  type Ground,
  type JobResult,
  JobStore,
  listBrackets,
  runStudy,
  type Study,
  type StudyRecord,
} from "@rnn/sweep";
import { commandName } from "../command-name.ts";
import { describeFileError } from "../files/describe-file-error.ts";
import { readJson } from "../files/read-json.ts";
import { Interrupted } from "../interruption.ts";
import { showSteps } from "../progress/show-steps.ts";
import { quoteForShell } from "../quote-for-shell.ts";
import type { ProcessContext } from "../streams.ts";
import { toJsonLine } from "../to-json-line.ts";
import { followStudy } from "./follow-study.ts";
import { formatLeaderboard } from "./format-leaderboard.ts";
import { openExecutor } from "./open-executor.ts";
import { StudyFolder, studyName } from "./study-folder.ts";
import { findGround } from "./study-ground.ts";
import { suggestTrials } from "./suggest-trials.ts";
import { resolveTrialOptions, type TrialOrigin } from "./trial-options.ts";
import { writeStudy } from "./write-study.ts";

/** The options of `sweep`, as given. */
export interface SweepOptions {
  readonly config?: string;
  readonly out?: string;
  readonly resume?: string;
  readonly workers?: number;
  readonly queue?: string;
  readonly shared?: string;
  readonly quiet?: true;
  readonly json?: true;
}

/** A study with where its options and paths come from. */
interface GivenStudy {
  readonly study: Study;
  readonly origin: TrialOrigin;
  /** Of a study that is resumed. */
  readonly ground?: Ground;
}

/**
 * A study from its file to its leaderboard. Where it ends early, what it reached is written and reported all
 * the same, and `--resume` continues from there.
 *
 * @throws what ended it early: the signal's reason, or the error of a worker
 */
export async function runSweep(options: SweepOptions, context: ProcessContext): Promise<void> {
  const signal = context.abortOnSignals();
  const { resume, queue } = options;
  if (queue !== undefined) {
    const { checkQueue } = await import("@rnn/sweep/queue");
    const { shared } = options;
    await checkQueue(queue, { option: "--queue", ...(shared !== undefined && { shared }) });
  }
  const read = resume === undefined ? await readStudy(options.config ?? "", signal) : undefined;
  if (read) await checkTrials(read);
  const [folder, kept] = await (resume === undefined
    ? StudyFolder.create(options.out).then((made) => [made, undefined] as const)
    : StudyFolder.open(resume, "--resume"));
  try {
    const given = read ?? {
      study: kept?.study ?? read,
      origin: { option: "--resume", path: folder.path, folder: kept?.folder ?? cwd() },
      ground: kept?.ground,
    };
    await runIn(folder, given as GivenStudy, options, { ...context, signal });
  } finally {
    await folder.release();
  }
}

async function runIn(
  folder: StudyFolder,
  { study, origin, ground: expected }: GivenStudy,
  options: SweepOptions,
  { stdin, stdout, stderr, signal }: ProcessContext & { readonly signal: AbortSignal },
): Promise<void> {
  const steps = showSteps(stderr, options.quiet === true);
  steps.show("Reading the data");
  const onNotice = (notice: string): void => {
    steps.stop();
    stderr.write(`${plainText(`Note: ${notice}`)}\n`);
  };
  const finding = findGround(study, origin, { stdin, stderr, signal, steps }).then((found) => {
    checkGround(found.ground, expected, folder.path);
    return found;
  });
  const executor = await openExecutor(study, origin, finding, { ...options, onNotice });
  const { ground } = await finding;
  const keep = (kept: Study): Promise<void> =>
    folder.writeJson(studyName, { version: 1, study: kept, ground, folder: origin.folder });
  const results = new Map<string, JobResult>();
  const isTimed = options.queue === undefined;
  const onEvent = followStudy(study, folder, results, { steps, isTimed });
  const { results: store, checkpoints } = folder;
  let reached = study;
  let failure: unknown;
  try {
    if (expected === undefined) await keep(study);
    folder.note({ kind: "begun" });
    for (let next: Study | undefined = study; next !== undefined; ) {
      reached = next;
      await runStudy(next, ground, { store, checkpoints, executor, signal, onEvent });
      next = await suggestTrials(next, { ground, results }, { option: origin.option, signal });
      if (next !== undefined) await keep(next);
    }
  } catch (error) {
    failure = error;
  } finally {
    await executor.close();
    folder.note({ kind: "ended" });
  }
  if (failure instanceof Interrupted) {
    steps.stop();
    stderr.write(`Resume with: ${commandName} sweep --resume ${quoteForShell(folder.path)}\n`);
  }
  if (failure !== undefined && results.size === 0) throw failure;
  steps.show("Writing the report");
  const record = describeStudy(reached, ground, results);
  await writeStudy(folder, record, new JobStore(folder.results));
  steps.stop();
  stdout.write(
    options.json
      ? toJsonLine(summarize(record, folder.path, failure === undefined))
      : `${plainText(`Study: ${folder.path}`)}\n\n${formatLeaderboard(record)}\n`,
  );
  if (failure !== undefined) throw failure;
}

async function readStudy(path: string, signal: AbortSignal): Promise<GivenStudy> {
  const study = checkStudy(readStudyJson(path), `--config ${path}`);
  const nothing = { ground: undefined, results: new Map() };
  const option = "--config";
  const suggested = await suggestTrials(study, nothing, { option, signal });
  return { study: suggested ?? study, origin: { option, path, folder: cwd() } };
}

function readStudyJson(path: string): unknown {
  try {
    return readJson(path);
  } catch (cause) {
    const got = describeFileError(cause);
    throw new Error(`--config: expected a study in JSON, got ${got} (${path}).`, { cause });
  }
}

/** @throws Error for the first set of options that no training could have */
async function checkTrials({ study, origin }: GivenStudy): Promise<void> {
  const [seed] = study.seeds;
  for (const { configurations } of listBrackets(study)) {
    for (const options of configurations) {
      await resolveTrialOptions({ options, seed, epochs: study.epochs }, origin);
    }
  }
}

function checkGround(found: Ground, expected: Ground | undefined, path: string): void {
  for (const [name, what, length] of [
    ["data", "the data that the study began with", 12],
    ["numbers", "the version that the study began with", undefined],
    ["engine", "the engine that the study began with", undefined],
  ] as const) {
    if (expected === undefined || expected[name] === found[name]) continue;
    const [before, now] = [expected, found].map((ground) => ground[name].slice(0, length));
    throw new Error(
      `--resume: expected ${what} (${before}), got another (${now}; in ${path}). ` +
        "Put it back, or begin a new study.",
    );
  }
}

function summarize(record: StudyRecord, out: string, isDone: boolean) {
  const failed = record.jobs.filter(({ result }) => result.status === "failed").length;
  const { leaderboard, rungs, jobs } = record;
  return {
    status: isDone ? "completed" : "interrupted",
    out,
    jobs: jobs.length,
    failed,
    rungs,
    leaderboard,
  };
}
