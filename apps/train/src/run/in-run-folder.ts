import { plainText } from "@rnn/labelled-text/display";
import { type Steps, showSteps } from "../progress/show-steps.ts";
import type { ProcessContext } from "../streams.ts";
import { RunFolder } from "./run-folder.ts";

/** What a run works with besides its options. */
export interface RunContext extends Pick<ProcessContext, "stdin" | "stdout" | "stderr"> {
  readonly signal: AbortSignal;
  readonly steps: Steps;
  /** Writes a line to stdout, unless that is for JSON. */
  readonly print: (text: string) => void;
  /** Writes a line to stderr. */
  readonly warn: (message: string) => void;
}

/** Where a run writes and what it shows. */
interface RunPlace {
  readonly out?: string;
  readonly resume?: string;
  readonly quiet: boolean;
  readonly json: boolean;
}

/**
 * Does the work of a run in its folder, a new one or that of the run to resume. The folder comes first, so
 * that one that cannot be written is known before the work; it is released whatever happens.
 */
export async function inRunFolder<T>(
  { out, resume, quiet, json }: RunPlace,
  { stdin, stdout, stderr, abortOnSignals }: ProcessContext,
  work: (folder: RunFolder, context: RunContext) => Promise<T>,
): Promise<T> {
  const signal = abortOnSignals();
  const folder = await (resume === undefined
    ? RunFolder.create(out)
    : RunFolder.open(resume, "--resume"));
  const steps = showSteps(stderr, quiet);
  const warn = (message: string): void => {
    steps.stop();
    stderr.write(`${plainText(message)}\n`);
  };
  const print = (text: string): void => {
    if (!json) stdout.write(`${text}\n`);
  };
  try {
    return await work(folder, { stdin, stdout, stderr, signal, steps, warn, print });
  } finally {
    steps.stop();
    await folder.discard();
  }
}
