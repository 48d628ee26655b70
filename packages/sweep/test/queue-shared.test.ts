/** Outputs and checkpoints that go through a folder which all machines share. */
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hasRedis, withoutRedis } from "@rnn/testing/redis";
import { afterEach, describe, expect, test } from "vitest";
import { checkStudy } from "../src/index.ts";
import { checkQueue, QueueExecutor } from "../src/queue.ts";
import { makeFolder } from "./make-folder.ts";
import {
  afterTest,
  computeHere,
  computeOver,
  openExecutor,
  removeAll,
  startRedis,
  startWorker,
} from "./queue-setup.ts";

afterEach(removeAll);

async function makeShared(): Promise<string> {
  const folder = await makeFolder();
  afterTest(() => rm(folder, { recursive: true }));
  return folder;
}

const study = checkStudy({ space: { x: [10, 17] }, epochs: 2 });

describe.skipIf(!hasRedis)(`a shared folder beside Redis${withoutRedis}`, () => {
  test("carries what is too large for Redis, and keeps nothing of it afterwards", async () => {
    const { url, send } = await startRedisAt();
    const shared = join(await makeShared(), "made", "by whoever comes first");
    startWorker(url, { shared });
    const large = checkStudy({ space: { x: [17], modelMiB: [65] }, epochs: 2 });
    const executor = await openExecutor(url, { shared });
    const { record, files } = await computeOver(executor, large);
    expect({ record, files }).toEqual(await computeHere(large));
    await executor.close();
    expect(await readdir(shared)).toEqual(["shared-id"]);
    expect(await send("KEYS *store*")).toBe("*0\r\n");
  });

  test("is asked for where an output is larger than Redis takes", async () => {
    const { url } = await startRedisAt();
    startWorker(url);
    const large = checkStudy({ space: { x: [17], modelMiB: [65] }, epochs: 2 });
    await expect(computeOver(await openExecutor(url), large)).rejects.toThrow(
      /^queue: expected at most 64 MiB to send through Redis, got 65 MiB \(of \w+\.out\.\d\)\. Start the study and every worker with --shared/,
    );
  });

  test.each([
    [
      "another folder",
      true,
      true,
      /expected the folder of shared, as the sender has it, got another one \(.*\)\. Mount the same one here\.$/,
    ],
    [
      "no folder",
      true,
      false,
      /expected shared, as the sender has it, got none\. Name the folder that all machines share\.$/,
    ],
    [
      "one that the sender lacks",
      false,
      true,
      /expected no shared, as the sender has it, got one\. Leave it out, or start the sender with it\.$/,
    ],
  ])(
    "that a worker has %s for ends it, and another does the work",
    async (_, sends, serves, message) => {
      const { url } = await startRedisAt();
      const shared = await makeShared();
      const unfit = startWorker(url, serves ? { shared: await makeShared() } : {});
      const executor = await openExecutor(url, sends ? { shared } : {});
      const computing = computeOver(executor, study);
      expect(await unfit.ended).toBe(1);
      expect(unfit.stderr.trimEnd()).toMatch(message);
      startWorker(url, sends ? { shared } : {});
      const { record, events } = await computing;
      expect(record).toEqual((await computeHere(study)).record);
      expect(events.filter(({ kind }) => kind === "lost")).toEqual([]);
    },
  );

  test("that cannot be made is named before anything is sent", async () => {
    const { url } = await startRedisAt();
    const file = join(await makeShared(), "file");
    await writeFile(file, "");
    const shared = join(file, "below");
    const message = `: expected a folder that can be made and written, got ENOTDIR (at ${shared}). Name the folder that all machines share.`;
    await expect(QueueExecutor.open(url, { shared })).rejects.toThrow(`shared${message}`);
    await expect(checkQueue(url, { option: "--queue", shared })).rejects.toThrow(
      `--shared${message}`,
    );
  });
});

/** With its `send` on its own. */
async function startRedisAt() {
  const redis = await startRedis();
  return { url: redis.url, send: (command: string) => redis.send(command) };
}
