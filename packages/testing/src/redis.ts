import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { isCi } from "./is-ci.ts";

const program = process.env["RNN_REDIS"] ?? "redis-server";

/** Whether there is a redis-server: `RNN_REDIS`, else the one on the path; in CI there must be one. */
export const hasRedis = isCi || spawnSync(program, ["--version"]).status === 0;

/** What to add to the name of tests that need one. */
export const withoutRedis = hasRedis
  ? ""
  : " (skipped: no redis-server; apt-get install redis-server, or brew install redis)";

/** A Redis of the test's own, on loopback, with its files in a folder of its own. */
export class TestRedis {
  readonly port: number;
  readonly #folder: string;
  readonly #args: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string, args: readonly string[]) {
    this.port = port;
    this.#folder = folder;
    this.#args = args;
  }

  /** @param args of redis-server, such as `--appendonly yes`; by default nothing is written to the disk */
  static async start(args: readonly string[] = []): Promise<TestRedis> {
    const folder = await mkdtemp(join(tmpdir(), "rnn-redis-"));
    const redis = new TestRedis(await findFreePort(), folder, args);
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, after `kill`, with what it has on the disk; resolves when it answers. */
  async start(): Promise<void> {
    const given = ["--port", String(this.port), "--bind", "127.0.0.1", "--dir", this.#folder];
    const quiet = ["--save", "", "--loglevel", "warning", "--daemonize", "no"];
    const child = spawn(program, [...given, ...quiet, ...this.#args], { stdio: "ignore" });
    this.#process = child;
    const ended = once(child, "close").then(() => {
      throw new Error(`redis-server ended before it answered (at port ${this.port}).`);
    });
    ended.catch(() => undefined);
    while (!(await Promise.race([this.#isReady(), ended]))) await wait(10);
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined) return;
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
  }

  /** Sends it a command, and waits for the answer. */
  async send(command: string): Promise<string> {
    const socket = connect(this.port, "127.0.0.1", () => socket.write(`${command}\r\n`));
    const [data] = (await once(socket, "data")) as [Buffer];
    socket.destroy();
    return data.toString();
  }

  /** Ends it, and removes its files. */
  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Whether it has loaded its data; a question for a password is an answer too. */
  #isReady(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, "127.0.0.1", () => socket.write("PING\r\n"));
      const end = (isReady: boolean): void => {
        socket.destroy();
        resolve(isReady);
      };
      socket.on("data", (data) => end(!data.toString().startsWith("-LOADING")));
      socket.on("error", () => end(false));
      socket.on("close", () => end(false));
    });
  }
}

/** A port of loopback that nobody listens at. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
