/** A tool's process, spoken to in lines of JSON: see peers/serve.ts. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { here } from "./paths.ts";

/** One answer of a tool. */
export interface Answer {
  readonly ready?: string;
  readonly missing?: string;
  readonly losses?: readonly number[];
  readonly probabilities?: readonly number[];
  readonly ms?: number;
  readonly peakMiB?: number;
}

/** A running tool. */
export class Child {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  #errors = "";

  /** @param command the program and its arguments; the job goes after the script */
  constructor(command: readonly string[], job: string) {
    const script = command.findIndex((part) => part.startsWith(here("peers")));
    const args = [...command.slice(1, script + 1), job, ...command.slice(script + 1)];
    this.#process = spawn(command[0], args, { cwd: here("."), env: environment() });
    this.#process.stderr.on("data", (data: Buffer) => (this.#errors += data.toString()));
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    // A process that has ended shows as one without an answer.
    this.#process.stdin.on("error", () => {});
  }

  /** The tool's name, or why it is missing. */
  async start(): Promise<Answer> {
    return this.#next().catch((error: Error) => ({ missing: error.message }));
  }

  /** Sends one command and gives its answer. */
  async ask(command: Record<string, number | boolean>): Promise<Answer> {
    this.#process.stdin.write(`${JSON.stringify(command)}\n`);
    return this.#next();
  }

  async #next(): Promise<Answer> {
    for (;;) {
      const { value, done } = await this.#answers.next();
      if (done) throw new Error(this.#errors.trim().split("\n").at(-1) || "the process ended");
      // Tools greet on stdout, too.
      if (value.startsWith("{")) return JSON.parse(value) as Answer;
    }
  }
}

/** Without the switches that hold OpenBLAS to an older kernel. */
export function environment(): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _kernel, OPENBLAS_L2_SIZE: _cache, ...rest } = process.env;
  return rest;
}
