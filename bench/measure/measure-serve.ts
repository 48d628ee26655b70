/** `rnn-train serve` under load: the service alone on one processor, those who ask on another. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { ServiceLoad } from "../jobs/load-service.ts";
import { here, node } from "../runner/paths.ts";

/** How a service did, and what it took. */
export interface ServeRow extends ServiceLoad {
  /** Resident memory once the service listens, and the most of it while it answered. */
  readonly startMiB: number;
  readonly peakMiB: number;
  /** From the signal to stop until the process has ended. */
  readonly stopMs: number;
  readonly exitCode: number | null;
}

/** What is measured. */
export interface ServeJob {
  /** A model of rnn-train, or the folder of its run. */
  readonly model: string;
  /** A text a line. */
  readonly texts: string;
  readonly seconds: number;
  readonly connections: number;
}

/** @throws Error where the service does not start */
export async function measureServe(job: ServeJob): Promise<ServeRow> {
  const { model, texts, seconds, connections } = job;
  const app = here("../apps/train/dist/main.js");
  const [command, ...args] = onProcessor(0, [process.execPath, app, "serve", model, "--port", "0"]);
  const service = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(service, "exit");
  try {
    const lines = createInterface({ input: service.stdout });
    const [value] = (await Promise.race([once(lines, "line"), once(service, "exit")])) as unknown[];
    const said = String(value);
    const url = /http:\S+/.exec(said)?.[0];
    if (url === undefined) throw new Error(`bench: expected ${model} to be served, got: ${said}`);
    const startMiB = memoryOf(service.pid).now;
    const [loader, ...given] = onProcessor(1, [
      ...node("jobs/load-service.ts"),
      url,
      texts,
      String(connections),
      String(seconds),
    ]);
    const { stdout } = await promisify(execFile)(loader, given, { cwd: here(".") });
    const { peak: peakMiB } = memoryOf(service.pid);
    const stopped = performance.now();
    service.kill("SIGTERM");
    const [exitCode] = (await ended) as [number | null];
    const stopMs = performance.now() - stopped;
    return { ...(JSON.parse(stdout) as ServiceLoad), startMiB, peakMiB, stopMs, exitCode };
  } finally {
    service.kill("SIGKILL");
  }
}

/** The command on one processor alone, where the system can do so. */
function onProcessor(processor: number, command: readonly string[]): string[] {
  return process.platform === "linux"
    ? ["taskset", "-c", String(processor), ...command]
    : [...command];
}

/** Resident memory of a process in MiB; NaN where the system does not say. */
function memoryOf(pid: number | undefined): { now: number; peak: number } {
  const status = process.platform === "linux" ? readFileSync(`/proc/${pid}/status`, "utf8") : "";
  const sizeOf = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? Number.NaN) / 1024;
  return { now: sizeOf("VmRSS"), peak: sizeOf("VmHWM") };
}
