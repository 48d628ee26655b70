import { rm } from "node:fs/promises";
import { hasRedis, withoutRedis } from "@rnn/testing/redis";
import { Redis } from "ioredis";
import { afterEach, describe, expect, test } from "vitest";
import { ResultConflictError } from "../src/index.ts";
import { describeTask } from "../src/queue/describe-task.ts";
import { fromMessage, toMessage } from "../src/queue/message.ts";
import { openTaskStore } from "../src/queue/open-task-store.ts";
import type { TaskStore } from "../src/queue/task-store.ts";
import { makeFolder } from "./make-folder.ts";
import { afterTest, removeAll, startRedis } from "./queue-setup.ts";

afterEach(removeAll);

async function openRedis(): Promise<Redis> {
  const redis = new Redis((await startRedis()).url);
  afterTest(async () => redis.disconnect());
  return redis;
}

const kinds: readonly [string, boolean, () => Promise<TaskStore>][] = [
  [`Redis${withoutRedis}`, hasRedis, async () => openTaskStore(await openRedis(), undefined)],
  [
    "a shared folder",
    true,
    async () => {
      const folder = await makeFolder();
      afterTest(() => rm(folder, { recursive: true }));
      // It is not asked.
      const redis = new Redis({ lazyConnect: true });
      return openTaskStore(redis, folder);
    },
  ],
];

describe.each(kinds)("tasks by way of %s", (_, isThere, open) => {
  const output = {
    result: { valLoss: 0.5 },
    checkpoint: Uint8Array.of(1, 2, 3),
    model: Uint8Array.of(),
  };

  test.skipIf(!isThere)("leave the output that was put, to the byte", async () => {
    const store = await open();
    expect(await store.output("a")).toBeUndefined();
    expect(await store.hasOutput("a")).toBe(false);
    await store.putOutput("a", output);
    expect(await store.hasOutput("a")).toBe(true);
    expect(await store.output("a")).toEqual({ value: output });
  });

  test.skipIf(!isThere)("take sixteen writers of one output", async () => {
    const store = await open();
    const large = { ...output, checkpoint: new Uint8Array(100_000).fill(7) };
    await Promise.all(Array.from({ length: 16 }, () => store.putOutput("a", large)));
    expect(await store.output("a")).toEqual({ value: large });
  });

  test.skipIf(!isThere)("refuse another output, also when the first was fetched", async () => {
    const store = await open();
    await store.putOutput("a", output);
    const other = { ...output, checkpoint: Uint8Array.of(1, 2, 4) };
    await expect(store.putOutput("a", other)).rejects.toThrow(ResultConflictError);
    expect(await store.output("a")).toEqual({ value: output });
  });

  test.skipIf(!isThere)("are forgotten when they were fetched", async () => {
    const store = await open();
    await store.putInput("a", [Uint8Array.of(1)]);
    await store.putProgress("a", Uint8Array.of(2));
    await store.putProgress("a", Uint8Array.of(3));
    expect(await store.input("a", 1)).toEqual([Uint8Array.of(1)]);
    expect(await store.progress("a")).toEqual(Uint8Array.of(3));
    await store.putOutput("a", output);
    await store.release("a", 1);
    expect(await store.input("a", 1)).toBeUndefined();
    expect(await store.progress("a")).toBeUndefined();
    expect(await store.output("a")).toBeUndefined();
    // What asked for it again is given it again.
    await store.putOutput("a", output);
    expect(await store.output("a")).toEqual({ value: output });
  });
});

describe.skipIf(!hasRedis)(`Redis${withoutRedis}`, () => {
  test("compares a late copy of what was fetched, and forgets it after an hour", async () => {
    const redis = await openRedis();
    const store = openTaskStore(redis, undefined);
    await store.putOutput("a", { checkpoint: Uint8Array.of(1) });
    await store.release("a", 0);
    await store.putOutput("a", { checkpoint: Uint8Array.of(1) });
    const late = store.putOutput("a", { checkpoint: Uint8Array.of(2) });
    await expect(late).rejects.toThrow("Equal jobs give equal bytes");
    const [key, ...others] = await redis.keys("*");
    expect(others).toEqual([]);
    expect(await redis.pttl(key)).toBeLessThanOrEqual(3_600_000);
  });

  test("takes no more than 64 MiB, and says what to do", async () => {
    const store = openTaskStore(await openRedis(), undefined);
    const model = new Uint8Array(2 ** 26 + 1);
    await expect(store.putOutput("a", { model })).rejects.toThrow(
      "queue: expected at most 64 MiB to send through Redis, got 65 MiB (of a.out.0). " +
        "Start the study and every worker with --shared and a folder that all machines have.",
    );
  });
});

test("a message is the value again, with its bytes at any depth", () => {
  const value = { a: [Uint8Array.of(1), { b: Buffer.from("x") }], c: null, d: "é" };
  const message = toMessage(value);
  expect(message.json).toBe('{"a":[{"$bytes":0},{"b":{"$bytes":1}}],"c":null,"d":"é"}');
  expect(fromMessage(message)).toEqual(value);
  expect(fromMessage(toMessage(Uint8Array.of(5)))).toEqual(Uint8Array.of(5));
});

test("a task has the same id with members in another order and with a later checkpoint", () => {
  const task = { job: { key: "k", options: { a: 1, b: 2 } } };
  const { id } = describeTask({ context: "c", task });
  const other = { job: { options: { b: 2, a: 1 }, key: "k" }, checkpoint: Uint8Array.of(1) };
  expect(describeTask({ context: "c", task: other }).id).toBe(id);
  expect(describeTask({ context: "d", task }).id).not.toBe(id);
});
