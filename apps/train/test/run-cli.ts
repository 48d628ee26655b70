import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** A finished run of the command line. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Enough for every step of the chapter, and done in about a second. */
export const smallRun = ["--data", "synthetic", "--maxlen", "8", "--n-cells", "4"];

const app = fileURLToPath(new URL("..", import.meta.url));

/** A new empty folder. */
export function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), "rnn-train-"));
}

/** A home without caches, and an address where nothing listens: no data, no internet. */
export function offline(): NodeJS.ProcessEnv {
  const home = newFolder();
  return {
    PATH: process.env["PATH"],
    TMPDIR: tmpdir(),
    HOME: home,
    XDG_CACHE_HOME: home,
    LOCALAPPDATA: home,
    RNN_DATA_URL: "http://127.0.0.1:9/",
  };
}

const loader = ["--conditions=@rnn/source", "--import", "./scripts/load-sources.mjs"];

/** The program itself: as it was built, which starts in a fraction of the time, where RNN_BUILT says that it is fresh. */
const program = process.env["RNN_BUILT"] ? ["dist/main.js"] : [...loader, "src/main.ts"];

/** Starts Node on TypeScript sources as `pnpm dev` does. */
export function startNode(args: readonly string[], env = offline()): ChildProcess {
  return start([...loader, ...args], env);
}

function start(args: readonly string[], env: NodeJS.ProcessEnv, stdoutPath?: string): ChildProcess {
  const stdout = stdoutPath === undefined ? "pipe" : openSync(stdoutPath, "w");
  const stdio = ["pipe", stdout, "pipe"] as const;
  return spawn(process.execPath, args, { cwd: app, env, stdio: [...stdio] });
}

/** Starts the program itself, with stdout into a file where one is named. */
export function startCli(
  args: readonly string[],
  env = offline(),
  stdoutPath?: string,
): ChildProcess {
  return start([...program, ...args], env, stdoutPath);
}

/** Starts it where a write beyond the first 512 or 1,024 bytes of a file is cut short, and the next refused. */
export function onFullDisk(args: readonly string[]): ChildProcess {
  const command = [process.execPath, ...program, ...args];
  const env = { ...offline(), TSX_DISABLE_CACHE: "1" };
  return spawn("/bin/sh", ["-c", 'ulimit -f 1; exec "$@"', "sh", ...command], { cwd: app, env });
}

/** Collects what a child writes until it ends; `onStderr` sees all of stderr so far, at each piece. */
export async function waitForExit(
  child: ChildProcess,
  onStderr: (text: string) => void = () => undefined,
): Promise<CliResult> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    onStderr(stderr);
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", (exitCode) => resolve(exitCode));
  });
  return { code, stdout, stderr };
}

/** Runs the program to its end. */
export async function runCli(args: readonly string[], env = offline()): Promise<CliResult> {
  return waitForExit(startCli(args, env));
}
