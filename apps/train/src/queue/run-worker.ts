import { cwd } from "node:process";
import { plainText } from "@rnn/labelled-text/display";
import { serveQueue, type WorkerEvent } from "@rnn/sweep/queue";
import { showSteps } from "../progress/show-steps.ts";
import type { ProcessContext } from "../streams.ts";
import { QueueWork } from "./queue-work.ts";

/** The options of `worker`, as given. */
export interface WorkerOptions {
  readonly queue: string;
  readonly workers?: number;
  readonly shared?: string;
  readonly quiet?: true;
}

/**
 * Computes what comes through a queue until a signal ends it.
 * @throws Error where the queue cannot be used, or this machine lacks what the work needs
 */
export async function runWorker(
  { queue, workers, shared, quiet }: WorkerOptions,
  { stdout, stderr, abortOnSignals }: ProcessContext,
): Promise<void> {
  const signal = abortOnSignals();
  const steps = showSteps(stderr, quiet === true);
  const work = new QueueWork({ folder: cwd(), workers });
  const { concurrency } = work;
  let done = 0;
  const onEvent = ({ kind }: WorkerEvent): void => {
    if (kind === "ready") {
      const threads = concurrency === 1 ? "1 thread" : `${concurrency} threads`;
      stdout.write(`Waiting for work, with ${threads}. Ctrl-C or SIGTERM ends it.\n`);
    }
    if (kind === "finished") steps.show(`${++done} done`);
  };
  const onNotice = (notice: string): void => {
    steps.stop();
    stderr.write(`${plainText(`Note: ${notice}`)}\n`);
  };
  try {
    await serveQueue(queue, {
      option: "--queue",
      executor: work,
      signal,
      onEvent,
      onNotice,
      ...(shared !== undefined && { shared }),
    });
    steps.stop();
    stdout.write(`Stopped, after ${done} done.\n`);
  } finally {
    steps.stop();
    await work.close();
  }
}
