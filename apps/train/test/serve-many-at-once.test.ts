import { once } from "node:events";
import { connect } from "node:net";
import { text as readAll } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { ByteBudget } from "../src/serve/byte-budget.ts";
import { createApp } from "../src/serve/create-app.ts";
import { type Listening, type ListenOptions, listen } from "../src/serve/listen.ts";
import type { Limits } from "../src/serve/messages.ts";
import { SharedTurns } from "../src/serve/shared-turns.ts";

const limits = { maxBytes: 1_000_000, maxTexts: 1000 };

/** A classifier that calls every text the same, and counts how often it is asked. */
function countingApp(given: Partial<Limits> = {}) {
  const asked = { slices: 0 };
  const classifier = {
    classNames: ["no", "yes"],
    classifyAll: (texts: readonly string[]) => {
      asked.slices++;
      return texts.map(() => ({
        className: "yes",
        label: 1,
        probability: 1,
        wordCount: 1,
        readCount: 1,
        top: [{ className: "yes", label: 1, probability: 1 }],
      }));
    },
  };
  const app = createApp(classifier, { ...limits, ...given });
  const post = (body: object, signal?: AbortSignal) =>
    app.request("/classify", {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
      ...(signal && { signal }),
    });
  return { asked, app, post };
}

describe("requests of many texts", () => {
  test("take turns, one slice a turn of the event loop", async () => {
    const turns = new SharedTurns();
    const order: string[] = [];
    const work = async (name: string) => {
      for (let slice = 0; slice < 3; slice++) {
        await turns.next();
        order.push(name);
      }
    };
    const all = Promise.all([work("a"), work("b")]);
    let isDone = false;
    const watch = (): void => {
      order.push("|");
      if (!isDone) setImmediate(watch);
    };
    setImmediate(watch);
    await all;
    isDone = true;
    expect(order.join("").replaceAll("|", "")).toBe("ababab");
    expect(order.join("")).not.toMatch(/ab|ba/);
  });

  test("are worked on no longer once their client has left", async () => {
    const { asked, post } = countingApp();
    const leaving = new AbortController();
    const answer = post({ texts: Array.from({ length: 1000 }, String) }, leaving.signal);
    while (asked.slices === 0) await new Promise((resolve) => setImmediate(resolve));
    leaving.abort();
    expect((await answer).status).toBe(499);
    expect(asked.slices).toBeLessThan(31);
  });

  test("get 503 where there is no room for their answers, and the room is free for the next", async () => {
    const { post, app } = countingApp({ heldBytes: 20_000 });
    const refused = await post({ texts: Array.from({ length: 1000 }, String) });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
    expect((await post({ texts: ["a", "b"] })).status).toBe(200);
    const large = await app.request("/classify", {
      method: "POST",
      body: `{"text": "${"a".repeat(30_000)}"}`,
      headers: { "content-type": "application/json" },
    });
    expect(large.status).toBe(503);
  });
});

test("a budget has room again for what was released, once", () => {
  const budget = new ByteBudget(10);
  const [first, second] = [budget.open(), budget.open()];
  expect([first.take(6), second.take(5), second.take(4)]).toEqual([true, false, true]);
  first.release();
  first.release();
  expect([second.take(7), second.take(6)]).toEqual([false, true]);
});

describe("over a socket", () => {
  const open: Listening[] = [];
  const start = async (
    fetch: (request: Request) => Response | Promise<Response>,
    given: Partial<ListenOptions> = {},
  ) => {
    const options = { host: "127.0.0.1", port: 0, requestTimeoutMs: 60_000, stopTimeoutMs: 60_000 };
    const service = await listen(fetch, { ...options, ...given });
    open.push(service);
    const { port, hostname } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    return { service, socket };
  };
  afterEach(async () => {
    for (const service of open.splice(0)) await service.stop();
  });
  const request = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

  test("a client that does not read its answer is cut off", async () => {
    const answer = "a".repeat(64_000_000);
    const { service, socket } = await start(() => new Response(answer), { requestTimeoutMs: 300 });
    socket.on("error", () => undefined);
    socket.pause();
    socket.write(request);
    await once(socket, "readable").catch(() => undefined);
    // No connection is left, long before it would be cut off for the stop.
    await expect(service.stop()).resolves.toBeUndefined();
    socket.destroy();
  });

  test("a request that comes over a kept connection while the service stops is answered, and the last", async () => {
    const { service, socket } = await start(() => new Response("well"), { graceMs: 60_000 });
    socket.write(request);
    const [first] = (await once(socket, "data")) as [Buffer];
    expect(first.toString().toLowerCase()).toContain("connection: keep-alive");
    const stopped = service.stop();
    socket.write(request);
    const second = await readAll(socket);
    expect(second).toMatch(/^HTTP\/1\.1 200 /);
    expect(second.toLowerCase()).toContain("connection: close");
    await stopped;
  });
});
