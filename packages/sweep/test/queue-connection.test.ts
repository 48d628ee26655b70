import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { findFreePort, hasRedis, withoutRedis } from "@rnn/testing/redis";
import { afterEach, describe, expect, test } from "vitest";
import { QueueExecutor, serveQueue } from "../src/queue.ts";
import { afterTest, openExecutor, removeAll, startRedis } from "./queue-setup.ts";

afterEach(removeAll);

const option = "--queue";
const open = (url: string) => QueueExecutor.open(url, { option });

describe("an address that is none of a queue is refused", () => {
  test.each([
    ["", '""'],
    ["localhost:6379", '"localhost:6379"'],
    ["http://127.0.0.1:6379", '"http://127.0.0.1:6379"'],
    ["redis://", '"redis://"'],
    ["redis://host/name", '"redis://host/name"'],
    ["http://me:secret@host", '"http://host"'],
    ["redis://:se#cret@host:6379", '"redis://…@host:6379"'],
  ])("%j", async (url, shown) => {
    await expect(open(url)).rejects.toThrow(
      `--queue: expected the address of a Redis or Valkey, got ${shown}. Write redis://host:6379`,
    );
  });
});

describe("whoever is no Redis is named", () => {
  test("nobody listens", async () => {
    const port = await findFreePort();
    await expect(open(`redis://127.0.0.1:${port}`)).rejects.toThrow(
      `--queue: expected a Redis or Valkey, got ECONNREFUSED (at redis://127.0.0.1:${port}). Check that it runs`,
    );
  });

  test("a host that is not known", async () => {
    await expect(open("redis://no-such-host.invalid")).rejects.toThrow(
      /^--queue: expected a Redis or Valkey, got (ENOTFOUND|EAI_AGAIN) \(at redis:\/\/no-such-host\.invalid\)/,
    );
  });

  test.each([
    ["says nothing", undefined, "got no answer within 4 s"],
    ["speaks another language", "HTTP/1.1 400 Bad Request\r\n\r\n", "got"],
    ["hangs up", "", "got a connection that was closed"],
  ])("a server that %s", async (_, said, message) => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", () => {
        if (said === "") socket.destroy();
        else if (said !== undefined) socket.write(said);
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    afterTest(async () => void server.close());
    const { port } = server.address() as AddressInfo;
    await expect(open(`redis://127.0.0.1:${port}`)).rejects.toThrow(
      `--queue: expected a Redis or Valkey, ${message}`,
    );
  });
});

describe.skipIf(!hasRedis)(`a Redis that cannot be used${withoutRedis}`, () => {
  test("asks for a password, or refuses the one it is given, which is not shown", async () => {
    const { url, port } = await startRedis(["--requirepass", "right"]);
    await expect(open(url)).rejects.toThrow(
      `got a question for a password (at ${url}). Name it in the address: redis://:password@host.`,
    );
    await expect(open(`redis://:wrong@127.0.0.1:${port}`)).rejects.toThrow(
      `got a refused password (at ${url}). Check user and password`,
    );
    await (await open(`redis://:right@127.0.0.1:${port}`)).close();
  });

  test("has no database of the number in the address", async () => {
    const { url } = await startRedis();
    await expect(open(`${url}/99`)).rejects.toThrow(
      `--queue: expected a Redis or Valkey, got no database of that number (at ${url}/99). Leave the number`,
    );
    await (await open(`${url}/3`)).close();
  });

  test("lets the user do nothing with the queue's keys, or all that a queue needs", async () => {
    const redis = await startRedis();
    const { port } = redis;
    const own = `redis://rnn:pw@127.0.0.1:${port}`;
    await redis.send("ACL SETUSER rnn on >pw ~other* +@all");
    await expect(open(own)).rejects.toThrow(
      `got a user without the permissions (at redis://127.0.0.1:${port}). ` +
        "Allow it what a queue needs: redis-cli ACL SETUSER name '~{rnn}*' +@all",
    );
    await redis.send("ACL SETUSER rnn ~{rnn}*");
    await (await open(own)).close();
  });

  test("takes no writes, or has no memory left", async () => {
    const redis = await startRedis();
    const { url } = redis;
    await redis.send("CONFIG SET maxmemory 1");
    await expect(open(url)).rejects.toThrow("got one whose memory is full");
    await redis.send("CONFIG SET maxmemory 0");
    await redis.send(`REPLICAOF 127.0.0.1 ${await findFreePort()}`);
    await expect(open(url)).rejects.toThrow(
      `got a replica that takes no writes (at ${url}). Name the address of its primary.`,
    );
  });

  test("speaks no TLS", async () => {
    const { port } = await startRedis();
    await expect(open(`rediss://127.0.0.1:${port}`)).rejects.toThrow(
      /^--queue: expected a Redis or Valkey, got no answer within 4 s .* one without TLS is redis:\/\/\.$/,
    );
  });

  test("may evict keys", async () => {
    const { url } = await startRedis(["--maxmemory-policy", "allkeys-lru"]);
    await expect(open(url)).rejects.toThrow(
      `--queue: expected a Redis that evicts nothing, got maxmemory-policy allkeys-lru (at ${url}). ` +
        "Change it: redis-cli CONFIG SET maxmemory-policy noeviction, and the same in redis.conf.",
    );
    const { signal } = new AbortController();
    const executor = {
      concurrency: 1,
      run: () => Promise.reject(),
      close: () => Promise.resolve(),
    };
    await expect(serveQueue(url, { executor, signal, option })).rejects.toThrow("evicts nothing");
  });

  test.each([
    ["nothing on disk", [], 1],
    ["an append-only file", ["--appendonly", "yes"], 0],
    ["snapshots", ["--save", "60 1"], 0],
  ])("keeps %s, which is warned of or not", async (_, args, count) => {
    const { url } = await startRedis(args);
    const notices: string[] = [];
    await openExecutor(url, { onNotice: (notice) => notices.push(notice) });
    expect(notices).toHaveLength(count);
    for (const notice of notices)
      expect(notice).toContain("keeps nothing on disk. When it is restarted");
  });
});
