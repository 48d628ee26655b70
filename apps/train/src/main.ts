#!/usr/bin/env node
import { type Commands, runCommand, UsageError } from "./args.ts";
import { abortOnSignals, Interrupted } from "./interruption.ts";

/** Runs the command line; the result is the exit code. */
async function main(): Promise<number> {
  const { stdin, stdout, stderr } = process;
  const streams = { stdout, stderr };
  // A reader that has seen enough, such as `head`, ends the run; one that drops the progress does not.
  stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? 0 : 1),
  );
  stderr.on("error", () => undefined);
  // Loaded one by one, so that --help and a wrong option answer at once.
  const commands: Commands = {
    async train(options) {
      const { runTraining } = await import("./pipeline.ts");
      await runTraining(options, streams, abortOnSignals());
    },
    async evaluate(model, options) {
      const { evaluateModel } = await import("./commands/evaluate.ts");
      await evaluateModel(model, options, streams, abortOnSignals());
    },
    async predict(model, text, options) {
      const { predictTexts } = await import("./commands/predict.ts");
      await predictTexts(model, text, options, { ...streams, stdin });
    },
    async report(run) {
      const { rewriteReport } = await import("./commands/report.ts");
      await rewriteReport(run, streams);
    },
    async export(model, options) {
      const { exportModel } = await import("./commands/export.ts");
      await exportModel(model, options, streams);
    },
  };
  try {
    await runCommand(process.argv.slice(2), commands, streams);
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
