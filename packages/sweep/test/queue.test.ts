import { hasRedis, withoutRedis } from "@rnn/testing/redis";
import { afterEach, describe, expect, test } from "vitest";
import { checkStudy, runStudy } from "../src/index.ts";
import {
  computeHere,
  computeOver,
  ground,
  makeStore,
  openExecutor,
  removeAll,
  startRedis,
  startWorker,
} from "./queue-setup.ts";
import { shortLockMs, until } from "./queue-workers.ts";

afterEach(removeAll);

const study = checkStudy({
  space: { x: Array.from({ length: 9 }, (_, i) => i + 10) },
  seeds: [1, 2],
  epochs: 9,
  search: { method: "hyperband" },
});

describe.skipIf(!hasRedis)(`a study over Redis${withoutRedis}`, () => {
  test.each([1, 2])(
    "leaves the bytes of one in a single thread, with %i workers",
    async (count) => {
      const { url } = await startRedis();
      for (let i = 0; i < count; i++) startWorker(url);
      const { record, files } = await computeOver(await openExecutor(url), study);
      expect({ record, files }).toEqual(await computeHere(study));
    },
  );

  test("gives up a trial whose thread dies three times, and closes its rung", async () => {
    const { url } = await startRedis();
    startWorker(url, { threads: 2 });
    const dying = checkStudy({ space: { x: [17, 18], dies: [false, true] }, epochs: 2 });
    const { record, events } = await computeOver(await openExecutor(url), dying);
    expect(record.leaderboard.map(({ failures }) => failures)).toEqual([0, 0, 1, 1]);
    expect(events.filter(({ kind }) => kind === "lost")).toHaveLength(6);
  });

  test("ends a trial that hangs", async () => {
    const { url } = await startRedis();
    startWorker(url, { hangMs: 300 });
    const hanging = checkStudy({ space: { x: [1], hangs: [true] }, epochs: 1 });
    const { record } = await computeOver(await openExecutor(url), hanging);
    expect(record.jobs[0].result).toEqual({
      status: "failed",
      reason: expect.stringContaining("no progress for 0.3 s"),
    });
  });

  // Again where the machine stood still for as long as a lock lasts.
  test("runs a trial three times as long as a lock once", { retry: 3 }, async () => {
    const { url } = await startRedis();
    const worker = startWorker(url, { threads: 2 });
    const long = checkStudy({ space: { x: [17], epochMs: [shortLockMs] }, epochs: 3 });
    const { events } = await computeOver(await openExecutor(url), long);
    expect(events.map(({ kind }) => kind)).toEqual(["started", "finished"]);
    expect(worker.count("started")).toBe(1);
  });

  test("ends with what the work throws", async () => {
    const { url } = await startRedis();
    startWorker(url);
    const wrong = checkStudy({ space: { x: [1], throws: [true] }, epochs: 1 });
    await expect(computeOver(await openExecutor(url), wrong)).rejects.toThrow(
      /^expected another x$/,
    );
  });

  test("loses what a killed worker was at, and another does it", async () => {
    const { url } = await startRedis();
    const killed = startWorker(url);
    const slow = checkStudy({ space: { x: [17], epochMs: [50] }, epochs: 20 });
    const computing = computeOver(await openExecutor(url), slow);
    await until(() => killed.count("started") === 1);
    killed.kill("SIGKILL");
    startWorker(url);
    const { record, events } = await computing;
    expect(events.map(({ kind }) => kind)).toContain("lost");
    expect(record).toEqual((await computeHere(slow)).record);
  });

  test("takes a job back from a worker that is ended by SIGTERM, with no attempt counted", async () => {
    const { url } = await startRedis();
    const ended = startWorker(url, { lockMs: 600_000 });
    const slow = checkStudy({ space: { x: [17], epochMs: [50] }, epochs: 20 });
    const computing = computeOver(await openExecutor(url), slow);
    await until(() => ended.count("started") === 1);
    ended.kill("SIGTERM");
    expect(await ended.ended).toBe(0);
    expect(ended.count("returned")).toBe(1);
    startWorker(url, { lockMs: 600_000 });
    const { record, events } = await computing;
    expect(events.map(({ kind }) => kind)).toEqual(["started", "finished"]);
    expect(record).toEqual((await computeHere(slow)).record);
  });

  test("goes on with another worker where one cannot do the work, and says why", async () => {
    const { url } = await startRedis();
    const unfit = startWorker(url);
    const executor = await openExecutor(url, { context: "other data" });
    const controller = new AbortController();
    const computing = runStudy(study, ground, {
      store: await makeStore(),
      executor,
      signal: controller.signal,
    });
    expect(await unfit.ended).toBe(1);
    expect(unfit.stderr).toContain("expected other data");
    controller.abort(new Error("enough"));
    await expect(computing).rejects.toThrow("enough");
  });
});
