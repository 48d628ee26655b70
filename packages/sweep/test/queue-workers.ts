import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** So short that a worker that was killed is missed within seconds, and long enough for a busy machine. */
export const shortLockMs = 2000;

/** How a worker is started. */
export interface WorkerProcessOptions {
  readonly threads?: number;
  readonly lockMs?: number;
  readonly hangMs?: number;
  readonly shared?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A worker as a process of its own. */
export class WorkerProcess {
  readonly process: ChildProcess;
  /** What it did, a line each: `started <id>` and so on. */
  readonly lines: string[] = [];
  stderr = "";
  readonly ended: Promise<number | null>;

  constructor(
    url: string,
    {
      threads = 1,
      lockMs = shortLockMs,
      hangMs = 600_000,
      shared = "",
      env = {},
    }: WorkerProcessOptions = {},
  ) {
    const program = fileURLToPath(new URL("queue-worker-program.ts", import.meta.url));
    const flags = ["--conditions=@rnn/source", "--import", import.meta.resolve("tsx")];
    const args = [url, threads, lockMs, hangMs, shared].map(String);
    this.process = spawn(process.execPath, [...flags, program, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    if (this.process.stdout) {
      createInterface(this.process.stdout).on("line", (line) => this.lines.push(line));
    }
    this.process.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    this.ended = once(this.process, "close").then(([code]) => code as number | null);
  }

  count(kind: string): number {
    return this.lines.filter((line) => line.startsWith(kind)).length;
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  /** Ends it, whatever state it is in. */
  async remove(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.ended;
  }
}

/** Waits until a condition holds; a test that waits in vain ends by its own time limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
