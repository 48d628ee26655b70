import { PassThrough, Readable } from "node:stream";
import { runCommandLine } from "../src/command-line.ts";

/** What a command wrote, and what it threw. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  /** The message of what it threw; undefined where it ended well. */
  readonly error: string | undefined;
}

/** Runs a command in this process. */
export async function runCommand(
  args: readonly string[],
  { stdin = [], isTTY = false }: { stdin?: Iterable<Uint8Array | string>; isTTY?: boolean } = {},
): Promise<CommandResult> {
  const stdout = collect(isTTY);
  const stderr = collect(false);
  const error: unknown = await runCommandLine(args, {
    stdin: Readable.from(stdin, { objectMode: false }),
    stdout: stdout.stream,
    stderr: stderr.stream,
    abortOnSignals: () => new AbortController().signal,
  }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return {
    stdout: stdout.text(),
    stderr: stderr.text(),
    error: error instanceof Error ? error.message : undefined,
  };
}

function collect(isTTY: boolean) {
  const chunks: Buffer[] = [];
  const stream = Object.assign(new PassThrough(), { isTTY, hasColors: () => isTTY });
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}
