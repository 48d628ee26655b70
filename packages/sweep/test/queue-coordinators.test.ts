/** Studies that are computed through one queue at the same time. */
import { hasRedis, withoutRedis } from "@rnn/testing/redis";
import { afterEach, describe, expect, test } from "vitest";
import { checkStudy } from "../src/index.ts";
import {
  computeHere,
  computeOver,
  openExecutor,
  removeAll,
  startRedis,
  startWorker,
} from "./queue-setup.ts";
import { until } from "./queue-workers.ts";

afterEach(removeAll);

const hyperband = {
  space: { x: Array.from({ length: 9 }, (_, i) => i + 10), epochMs: [10] },
  seeds: [1],
  epochs: 9,
  search: { method: "hyperband" },
};

/** Locks that no busy machine loses: what is run twice is run twice without need. */
const longLock = { lockMs: 600_000 };

describe.skipIf(!hasRedis)(`two coordinators of one queue${withoutRedis}`, () => {
  // Again where the machine stood still for as long as outputs are kept that were fetched.
  test("of the same study both have its bytes, and each job is computed once", {
    retry: 3,
  }, async () => {
    const { url } = await startRedis();
    const study = checkStudy(hyperband);
    const workers = [startWorker(url, longLock), startWorker(url, longLock)];
    const both = await Promise.all(
      [0, 1].map(async () => computeOver(await openExecutor(url, longLock), study)),
    );
    const { record, files } = await computeHere(study);
    for (const each of both) {
      expect({ record: each.record, files: each.files }).toEqual({ record, files });
      expect(each.events.filter(({ kind }) => kind === "lost")).toEqual([]);
    }
    const begun = workers.flatMap(({ lines }) =>
      lines.filter((line) => line.startsWith("started")),
    );
    expect(begun).toHaveLength(new Set(begun).size);
    expect(begun).toHaveLength(record.jobs.length);
  });

  test("of different studies both have the bytes of one alone, and each job is computed once", {
    retry: 3,
  }, async () => {
    const { url } = await startRedis();
    const studies = [[1], [2]].map((seeds) => checkStudy({ ...hyperband, seeds }));
    const workers = [startWorker(url, longLock), startWorker(url, longLock)];
    const both = await Promise.all(
      studies.map(async (study) => computeOver(await openExecutor(url, longLock), study)),
    );
    for (const [i, { record, files, events }] of both.entries()) {
      expect({ record, files }).toEqual(await computeHere(studies[i]));
      expect(events.filter(({ kind }) => kind === "lost")).toEqual([]);
    }
    const begun = workers.reduce((sum, worker) => sum + worker.count("started"), 0);
    expect(begun).toBe(both.reduce((sum, { record }) => sum + record.jobs.length, 0));
  });

  test("one that ends early takes nothing away from the other", async () => {
    const { url } = await startRedis();
    const study = checkStudy({ space: { x: [10, 11, 12, 13, 14, 15] }, epochs: 3 });
    const leaving = await openExecutor(url, longLock);
    const controller = new AbortController();
    const left = computeOver(leaving, study, controller.signal);
    const staying = computeOver(await openExecutor(url, longLock), study);
    controller.abort(new Error("enough"));
    await expect(left).rejects.toThrow("enough");
    await leaving.close();
    const worker = startWorker(url, longLock);
    const { record, events } = await staying;
    expect(record).toEqual((await computeHere(study)).record);
    expect(events.filter(({ kind }) => kind === "lost")).toEqual([]);
    await until(() => worker.count("finished") >= 6);
  });
});
