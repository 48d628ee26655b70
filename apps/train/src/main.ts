#!/usr/bin/env node
import { type ChapterOptions, runCommand, UsageError } from "./args.ts";
import { abortOnSignals, Interrupted } from "./interruption.ts";

/** Runs the command line; the result is the exit code. */
async function main(): Promise<number> {
  const { stdout, stderr } = process;
  // A reader that has seen enough, such as `head`, ends the run; one that drops the progress does not.
  stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? 0 : 1),
  );
  stderr.on("error", () => undefined);
  const commands = {
    async chapter(options: ChapterOptions) {
      // Loaded here so that --help and a wrong option answer at once.
      const { runChapter } = await import("./pipeline.ts");
      await runChapter(options, { stdout, stderr }, abortOnSignals());
    },
  };
  try {
    await runCommand(process.argv.slice(2), commands, { stdout, stderr });
    return 0;
  } catch (error) {
    if (error instanceof UsageError) return 2;
    stderr.write(`${describe(error)}\n`);
    return error instanceof Interrupted ? error.exitCode : 1;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (process.env["DEBUG"]) return error.stack ?? error.message;
  return error instanceof Interrupted ? error.message : `error: ${error.message}`;
}

process.exitCode = await main();
