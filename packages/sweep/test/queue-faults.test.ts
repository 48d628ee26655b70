/** A study whose machines fail in every way that there is, in an order drawn by a seed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isThorough } from "@rnn/testing/is-thorough";
import { hasRedis, type TestRedis, withoutRedis } from "@rnn/testing/redis";
import { afterEach, describe, expect, test } from "vitest";
import { checkStudy, FolderStore } from "../src/index.ts";
import { makeFolder } from "./make-folder.ts";
import {
  afterTest,
  computeHere,
  contentOf,
  removeAll,
  startRedis,
  startWorker,
} from "./queue-setup.ts";
import { shortLockMs, until, type WorkerProcess } from "./queue-workers.ts";

afterEach(removeAll);

const given = {
  space: { x: Array.from({ length: 9 }, (_, i) => i + 10), epochMs: [100] },
  seeds: [1, 2],
  epochs: 9,
  search: { method: "hyperband" },
};

/** Everything that a study over a queue takes, each part of which can be ended and begun again. */
class Machines {
  readonly redis: TestRedis;
  readonly results: string;
  readonly #file: string;
  workers: WorkerProcess[] = [];
  coordinator!: ChildProcess;

  constructor(redis: TestRedis, folder: string) {
    this.redis = redis;
    this.results = join(folder, "results");
    this.#file = join(folder, "study.json");
  }

  async start(): Promise<void> {
    await writeFile(this.#file, JSON.stringify(given));
    for (let i = 0; i < 2; i++) this.startWorker();
    this.startCoordinator();
  }

  startWorker(): void {
    this.workers.push(startWorker(this.redis.url));
  }

  startCoordinator(): void {
    const program = fileURLToPath(new URL("queue-study-program.ts", import.meta.url));
    const flags = ["--conditions=@rnn/source", "--import", import.meta.resolve("tsx")];
    const args = [this.redis.url, this.#file, this.results, String(shortLockMs)];
    const child = spawn(process.execPath, [...flags, program, ...args], { stdio: "inherit" });
    const ended = once(child, "close");
    afterTest(async () => {
      child.kill("SIGKILL");
      await ended;
    });
    this.coordinator = child;
  }

  get isDone(): boolean {
    return this.coordinator.exitCode !== null;
  }

  /** How many results the study's folder has. */
  async progress(): Promise<number> {
    const names = await readdir(this.results).catch(() => []);
    return names.filter((name) => name.endsWith(".json")).length;
  }
}

const faults: Record<string, (machines: Machines) => Promise<void>> = {
  "kill -9 of a worker": async (machines) => {
    machines.workers.shift()?.kill("SIGKILL");
    machines.startWorker();
  },
  "SIGTERM for a worker": async (machines) => {
    machines.workers.shift()?.kill("SIGTERM");
    machines.startWorker();
  },
  "a worker that stands still for longer than its lock": async (machines) => {
    const [worker] = machines.workers;
    worker.kill("SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, 1.5 * shortLockMs));
    worker.kill("SIGCONT");
  },
  "kill -9 of the coordinator": async (machines) => {
    machines.coordinator.kill("SIGKILL");
    machines.startCoordinator();
  },
  "a Redis that is killed and restarted from its file": async ({ redis }) => {
    await redis.kill();
    await redis.start();
  },
  "a Redis that forgets everything": async ({ redis }) => {
    await redis.send("FLUSHALL");
  },
};

/** The names of the faults in an order that a seed decides. */
function shuffle(seed: number): string[] {
  const names = Object.keys(faults);
  let state = seed;
  for (let i = names.length - 1; i > 0; i--) {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    const j = state % (i + 1);
    [names[i], names[j]] = [names[j], names[i]];
  }
  return names;
}

describe.skipIf(!hasRedis)(`a study over Redis${withoutRedis}`, () => {
  test.each(isThorough ? [1, 2, 3, 4] : [1])(
    "leaves the same bytes whatever fails, in the order of seed %i, and nothing else",
    async (seed) => {
      const redis = await startRedis(["--appendonly", "yes", "--appendfsync", "always"]);
      const folder = await makeFolder();
      afterTest(() => rm(folder, { recursive: true }));
      const machines = new Machines(redis, folder);
      await machines.start();
      for (const name of shuffle(seed)) {
        const reached = await machines.progress();
        await until(async () => machines.isDone || (await machines.progress()) > reached);
        await faults[name](machines);
      }
      await until(() => machines.isDone);
      expect(machines.coordinator.exitCode).toBe(0);
      const { files } = await computeHere(checkStudy(given));
      expect(await contentOf(new FolderStore(machines.results))).toEqual(files);
      for (const worker of machines.workers) {
        // One that was just started does not listen yet.
        await until(() => worker.count("ready") === 1);
        worker.kill("SIGTERM");
        expect(await worker.ended).toBe(0);
      }
    },
  );
});
