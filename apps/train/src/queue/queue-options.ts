import { type Command, Option } from "commander";
import { whole } from "../options/option-kinds.ts";

/** More threads than the processors of any machine; beyond, a number is taken to be a slip. */
const mostWorkers = 1024;

/** How many tasks are at work at a time; without a default. */
export function workersOption(description: string, least: number): Option {
  return whole("--workers <count>", description, undefined, least, mostWorkers);
}

/** Adds what a command needs to use a queue. */
export function addQueueOptions(command: Command, description: string): Command {
  return command
    .addOption(
      new Option(
        "--queue <url>",
        `${description}: redis://host:6379; rediss:// is with TLS, redis://:password@host with a password`,
      ).env("RNN_QUEUE"),
    )
    .addOption(
      new Option(
        "--shared <folder>",
        "a folder that all machines have, for what is too large to send through Redis",
      ),
    );
}

/** Ends with an error for options that only a queue gives a meaning. @param verb what nobody would do */
export function checkQueueOptions(command: Command, verb: string): void {
  const { queue, shared, workers } = command.opts<{
    readonly queue?: string;
    readonly shared?: string;
    readonly workers?: number;
  }>();
  if (queue !== undefined) return;
  if (workers === 0) {
    command.error(`error: option '--workers 0' needs '--queue <url>': nobody would ${verb}.`);
  }
  if (shared !== undefined) {
    command.error("error: option '--shared <folder>' needs '--queue <url>'.");
  }
}
