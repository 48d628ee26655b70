/** All that the address of a queue may say. */
import { networkInterfaces } from "node:os";
import { hasRedis, withoutRedis } from "@rnn/testing/redis";
import { afterEach, describe, expect, test } from "vitest";
import { checkStudy } from "../src/index.ts";
import { checkQueue } from "../src/queue.ts";
import {
  computeHere,
  computeOver,
  openExecutor,
  removeAll,
  startRedis,
  startWorker,
} from "./queue-setup.ts";

afterEach(removeAll);

const study = checkStudy({ space: { x: [10, 17] }, epochs: 2 });

/** What a worker and a coordinator that are given an address make of the study. */
async function computeAt(url: string) {
  startWorker(url);
  return (await computeOver(await openExecutor(url), study)).record;
}

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((each) => each?.address === "::1");

describe.skipIf(!hasRedis)(`the address of a queue${withoutRedis}`, () => {
  test("may name a user and a password, percent-encoded, who may touch the queue's keys alone", async () => {
    const password = "p@ss:w/ö?#%";
    const rights = ["on", `>${password}`, "~{rnn}*", "&*", "+@all", "-config"];
    const { port } = await startRedis(["--user", "default", "off", "--user", "me@home", ...rights]);
    const at = `@127.0.0.1:${port}`;
    const user = encodeURIComponent("me@home");
    expect(await computeAt(`redis://${user}:${encodeURIComponent(password)}${at}`)).toEqual(
      (await computeHere(study)).record,
    );
    await expect(checkQueue(`redis://${user}:wrong${at}`)).rejects.toThrow(
      `url: expected a Redis or Valkey, got a refused password (at redis://127.0.0.1:${port}). Check user and password`,
    );
    await expect(checkQueue(`redis://nobody:secret${at}`)).rejects.toThrow(
      "got a refused password",
    );
  });

  test("may name a user without the permissions, which is said", async () => {
    const rights = ["on", ">secret", "~other*", "&*", "+@all", "-info"];
    const { port } = await startRedis(["--user", "me", ...rights]);
    await expect(checkQueue(`redis://me:secret@127.0.0.1:${port}`)).rejects.toThrow(
      "got a user without the permissions",
    );
  });

  test("may name the number of a database, whose keys no other one sees", async () => {
    const redis = await startRedis();
    expect(await computeAt(`${redis.url}/3`)).toEqual((await computeHere(study)).record);
    expect(await redis.send("INFO keyspace")).toMatch(/db3:keys=\d+/);
    expect(await redis.send("INFO keyspace")).not.toContain("db0:");
  });

  test.skipIf(!hasIpv6)("may be one of IPv6", async () => {
    const { port } = await startRedis(["--bind", "127.0.0.1", "::1"]);
    expect(await computeAt(`redis://[::1]:${port}`)).toEqual((await computeHere(study)).record);
  });

  test("may be one of IPv6 where nobody listens", async () => {
    await expect(checkQueue("redis://[::1]:1")).rejects.toThrow(
      /^url: expected a Redis or Valkey, got \w+ \(at redis:\/\/\[::1\]:1\)\. Check that it runs/,
    );
  });
});
