/** A Redis that reaches its maxmemory in the midst of a study. */
import { hasRedis, withoutRedis } from "@rnn/testing/redis";
import { afterEach, describe, expect, test } from "vitest";
import { checkStudy, runStudy } from "../src/index.ts";
import {
  computeHere,
  contentOf,
  ground,
  makeStore,
  openExecutor,
  removeAll,
  startRedis,
  startWorker,
} from "./queue-setup.ts";
import { until } from "./queue-workers.ts";

afterEach(removeAll);

const message =
  "--queue: expected room in the Redis of the queue, got none left of its maxmemory. " +
  "Raise it: redis-cli CONFIG SET maxmemory 1gb, or 0 for no limit; then resume.";

const study = checkStudy({
  space: { x: [10, 11, 12, 13], epochMs: [50] },
  epochs: 4,
  search: { method: "successiveHalving", trials: 4, eta: 2 },
});

describe.skipIf(!hasRedis)(`a Redis that is full${withoutRedis}`, () => {
  test("ends a study with the setting to change; resumed, it ends with its bytes by the same worker", async () => {
    const redis = await startRedis();
    const worker = startWorker(redis.url);
    const store = await makeStore();
    const options = { option: "--queue", checkMs: 200 };
    const executor = await openExecutor(redis.url, options);
    const failure = runStudy(study, ground, { store, executor }).catch((error: unknown) => error);
    await until(() => worker.count("finished") >= 1);
    await redis.send("CONFIG SET maxmemory 1");
    expect(await failure).toMatchObject({ message });
    await executor.close();
    const kept = await contentOf(store);
    await until(() => worker.stderr.includes("no room left of its maxmemory"));
    await redis.send("CONFIG SET maxmemory 0");
    const results = await runStudy(study, ground, {
      store,
      executor: await openExecutor(redis.url, options),
    });
    const { files, record } = await computeHere(study);
    expect(await contentOf(store)).toEqual(files);
    expect(files).toMatchObject(kept);
    expect(results.size).toBe(record.jobs.length);
  });

  test("is named at once, with the setting to change, where a study would begin", async () => {
    const redis = await startRedis();
    await redis.send("CONFIG SET maxmemory 1");
    await expect(openExecutor(redis.url, { option: "--queue" })).rejects.toThrow(
      /^--queue: expected a Redis .* memory is full .* redis-cli CONFIG SET maxmemory 1gb/,
    );
  });
});
