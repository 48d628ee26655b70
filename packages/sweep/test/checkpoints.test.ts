import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import {
  CheckpointFolder,
  checkStudy,
  type Executor,
  FolderStore,
  runStudy,
  WorkerLostError,
} from "../src/index.ts";
import { makeFolder } from "./make-folder.ts";

const study = checkStudy({ space: { x: [1, 2] }, epochs: 6 });
const ground = { data: "0f", numbers: "1", engine: "wasm" };

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function makeStores() {
  const folder = await makeFolder();
  folders.push(folder);
  return {
    folder,
    store: new FolderStore(join(folder, "results")),
    checkpoints: new CheckpointFolder(join(folder, "checkpoints")),
  };
}

/** Trains an epoch at a time, each reported as a checkpoint; `before` may throw before an epoch. */
function makeExecutor(trained: number[], before: (epoch: number) => void): Executor {
  return {
    concurrency: 1,
    async run({ job, checkpoint }, _signal, onCheckpoint) {
      const epochs = [...(checkpoint ?? [])];
      while (epochs.length < job.epochs) {
        before(epochs.length + 1);
        epochs.push(epochs.length);
        trained.push(epochs.length);
        onCheckpoint?.(Uint8Array.from(epochs));
      }
      return { result: { status: "completed", valLoss: epochs.length, valAccuracy: 1 } };
    },
    close: async () => undefined,
  };
}

test("a job that is ended is resumed within, and leaves no checkpoint once it has a result", async () => {
  const stores = await makeStores();
  const trained: number[] = [];
  const ending = makeExecutor(trained, (epoch) => {
    if (epoch === 4) throw new Error("enough");
  });
  await expect(runStudy(study, ground, { ...stores, executor: ending })).rejects.toThrow("enough");
  expect(await readdir(stores.checkpoints.path)).toHaveLength(1);
  const executor = makeExecutor(trained, () => undefined);
  const results = await runStudy(study, ground, { ...stores, executor });
  expect(results.size).toBe(2);
  expect(trained).toEqual([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]);
  await stores.checkpoints.removeLeftovers();
  expect(await readdir(stores.folder)).toEqual(["results"]);
});

test("a worker that is lost after each checkpoint fails nothing, since the job moves on", async () => {
  const stores = await makeStores();
  const trained: number[] = [];
  const lost = new Set<number>();
  const executor = makeExecutor(trained, (epoch) => {
    if (trained.length > 5 || lost.has(epoch)) return;
    lost.add(epoch);
    throw new WorkerLostError("killed");
  });
  const results = await runStudy(study, ground, { ...stores, executor });
  expect([...results.values()].map(({ status }) => status)).toEqual(["completed", "completed"]);
  expect(lost.size).toBe(6);
  expect(trained).toEqual([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]);
});

test("a checkpoint that cannot be kept ends the study with why", async () => {
  const { store } = await makeStores();
  const checkpoints = {
    get: async () => undefined,
    put: async () => {
      throw new Error("no space left");
    },
    remove: async () => undefined,
  };
  const executor = makeExecutor([], () => undefined);
  await expect(runStudy(study, ground, { store, checkpoints, executor })).rejects.toThrow(
    "no space left",
  );
});
