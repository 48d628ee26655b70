import type { Command } from "commander";
import { commandName } from "../command-name.ts";
import { addQueueOptions, workersOption } from "../queue/queue-options.ts";
import type { WorkerOptions } from "../queue/run-worker.ts";
import type { CommandContext } from "./command-module.ts";

export function declare(command: Command): Command {
  command
    .summary("computes the trainings and scorings of a queue")
    .description(
      "Computes what sweep --queue and score --queue send, on all processors. Ctrl-C or SIGTERM ends it.",
    );
  return addQueueOptions(command, "where the work comes from")
    .addOption(workersOption("tasks at a time (default: one a processor)", 1))
    .option("--quiet", "no progress")
    .addHelpText("after", examples);
}

export async function run(command: Command, context: CommandContext): Promise<void> {
  const options = command.opts<Partial<WorkerOptions>>();
  if (options.queue === undefined) {
    command.error("error: required option '--queue <url>' not given: where the work comes from.");
  }
  const { runWorker } = await import("../queue/run-worker.ts");
  await runWorker({ ...options, queue: options.queue }, context);
}

const examples = `
Examples:
  $ ${commandName} worker --queue redis://192.168.1.10:6379
  $ RNN_QUEUE=redis://:password@192.168.1.10:6379 ${commandName} worker --workers 2

Data and models are read from where sweep and score were told, which must be the same files on each
machine; relative paths begin at the folder that the worker is started in.
`;
