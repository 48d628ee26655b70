import { type Command, Option } from "commander";

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
