#!/usr/bin/env node
import { plainLines } from "@rnn/labelled-text/display";
import { runCommandLine } from "./command-line.ts";
import { describeFileError } from "./files/describe-file-error.ts";
import { abortOnSignals, Interrupted } from "./interruption.ts";
import { UsageError } from "./usage-error.ts";

/** Runs the command line; the result is the exit code. */
async function main(): Promise<number> {
  const { stdin, stdout, stderr } = process;
  stdout.on("error", exitOnClosedOutput);
  // A reader that drops the progress does not end the run.
  stderr.on("error", () => undefined);
  try {
    await runCommandLine(process.argv.slice(2), { stdin, stdout, stderr, abortOnSignals });
    return 0;
  } catch (error) {
    if (error instanceof UsageError) return 2;
    stderr.write(`${plainLines(describe(error))}\n`);
    return error instanceof Interrupted ? error.exitCode : 1;
  }
}

/** A reader that has seen enough, such as `head`, ends the program quietly; a full disk does not. */
function exitOnClosedOutput(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(
    `error: stdout: expected to write the result, got ${describeFileError(error)}. What is written is incomplete.\n`,
    () => process.exit(1),
  );
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (process.env["DEBUG"]) return error.stack ?? error.message;
  return error instanceof Interrupted ? error.message : `error: ${error.message}`;
}

process.exitCode = await main();
