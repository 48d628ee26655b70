#!/usr/bin/env node
import { runCommandLine } from "./command-line.ts";
import { abortOnSignals, Interrupted } from "./interruption.ts";
import { UsageError } from "./usage-error.ts";

/** Runs the command line; the result is the exit code. */
async function main(): Promise<number> {
  const { stdin, stdout, stderr } = process;
  // A reader that has seen enough, such as `head`, ends the run; one that drops the progress does not.
  stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? 0 : 1),
  );
  stderr.on("error", () => undefined);
  try {
    await runCommandLine(process.argv.slice(2), { stdin, stdout, stderr, abortOnSignals });
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
