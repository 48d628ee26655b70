import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { DownloadProgress } from "../index.ts";
import { type DownloadOptions, download } from "./download.ts";

const body = new Uint8Array(40_000).map((_, i) => i * 7);
const sha256 = createHash("sha256").update(body).digest("hex");
const expected = { bytes: body.length, sha256 };

let server: Server | undefined;
afterEach(() => {
  vi.useRealTimers();
  server?.closeAllConnections();
  server?.close();
});

/** Serves each request by the next of the answers, the last one over and over; returns the address. */
async function serve(
  ...answers: ((response: ServerResponse, request: IncomingMessage) => void)[]
): Promise<{ url: string; count: () => number }> {
  let count = 0;
  server = createServer((request, response) => {
    const answer = answers[Math.min(count++, answers.length - 1)];
    answer(response, request);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/imdb.npz`, count: () => count };
}

const whole = (response: ServerResponse): void => void response.end(body);
const status = (code: number) => (response: ServerResponse) =>
  void response.writeHead(code).end("no");
const cutOff = (response: ServerResponse): void => {
  response.writeHead(200, { "content-length": body.length });
  response.write(body.subarray(0, 1000), () => response.destroy());
};
const silent = (): void => undefined;
const stalled = (response: ServerResponse): void => {
  response.writeHead(200, { "content-length": body.length });
  response.write(body.subarray(0, 1000));
};

const get = (url: string, options: Partial<DownloadOptions> = {}): Promise<Uint8Array> =>
  download(url, { caller: "loadData", name: "imdb.npz", expected, retryDelayMs: 5, ...options });

/** A stall that only `getPastStall` brings about, however slow the machine. */
const stallTimeoutMs = 3_600_000;

/** Downloads with timers that stand still, but for one stall of the first attempt and the wait after it. */
async function getPastStall(
  { url, count }: { url: string; count: () => number },
  options: Partial<DownloadOptions> = {},
): Promise<Uint8Array> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const attempt = get(url, { stallTimeoutMs, ...options });
  const ended = attempt.then(
    () => true,
    () => true,
  );
  const isPending = async (): Promise<boolean> =>
    !(await Promise.race([ended, new Promise((resolve) => setImmediate(resolve, false))]));
  while (count() === 0) await isPending();
  await vi.advanceTimersByTimeAsync(stallTimeoutMs);
  while (count() === 1 && (await isPending())) await vi.advanceTimersByTimeAsync(5);
  return attempt;
}

describe("download", () => {
  test("gives the bytes and reports its progress, with a known length and without", async () => {
    const progress: DownloadProgress[] = [];
    const { url } = await serve((response) => {
      response.writeHead(200, { "content-length": body.length }).end(body);
    }, whole);
    expect(await get(url, { onProgress: (p) => progress.push(p) })).toEqual(body);
    expect(progress.at(-1)).toEqual({
      file: "imdb.npz",
      loadedBytes: body.length,
      totalBytes: body.length,
    });
    expect(progress.every((p, i) => i === 0 || p.loadedBytes > progress[i - 1].loadedBytes)).toBe(
      true,
    );
    expect(await get(url)).toEqual(body);
  });

  test("takes any bytes where none are expected", async () => {
    const { url } = await serve((response) => void response.end("abc"));
    expect(await get(url, { expected: undefined })).toEqual(new TextEncoder().encode("abc"));
  });

  test.each([
    ["other bytes", body.map((byte) => byte ^ 1)],
    ["a short body", body.subarray(0, 1000)],
    ["an empty body", new Uint8Array()],
  ])("refuses %s once, naming both hashes and the address", async (_, other) => {
    const { url, count } = await serve((response) => void response.end(other));
    const actual = createHash("sha256").update(other).digest("hex");
    const failure = await get(url).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "ERR_RNN_HASH_MISMATCH",
      expected: sha256,
      actual,
      location: url,
    });
    expect(String(failure)).toContain(`${other.length} bytes with SHA-256 ${actual}`);
    expect(count()).toBe(1);
  });

  test("stops at the first byte too many", async () => {
    const { url } = await serve((response) => {
      const more = (): void => void (response.writable && response.write(body, more));
      more();
    });
    await expect(get(url)).rejects.toMatchObject({ code: "ERR_RNN_HASH_MISMATCH" });
  });

  test.each([408, 429, 500, 503])("tries again after status %i", async (code) => {
    const { url, count } = await serve(status(code), status(code), whole);
    expect(await get(url)).toEqual(body);
    expect(count()).toBe(3);
  });

  test("tries again after a connection that broke before and inside the body", async () => {
    const { url, count } = await serve((response) => response.destroy(), cutOff, whole);
    expect(await get(url)).toEqual(body);
    expect(count()).toBe(3);
  });

  test.each([404, 403, 410])("does not try again after status %i", async (code) => {
    const { url, count } = await serve(status(code));
    await expect(get(url)).rejects.toMatchObject({ code: "ERR_RNN_DOWNLOAD", status: code });
    expect(count()).toBe(1);
  });

  test("gives up after four attempts", async () => {
    const { url, count } = await serve(status(503));
    await expect(get(url)).rejects.toMatchObject({ code: "ERR_RNN_DOWNLOAD", status: 503 });
    expect(count()).toBe(4);
  });

  test.each([
    ["no answer", silent],
    ["a body that stops", stalled],
  ])("gives up an attempt after a while of %s, and tries again", async (_, answer) => {
    const slow = await serve(answer, whole);
    expect(await getPastStall(slow)).toEqual(body);
    expect(slow.count()).toBe(2);
    const slowForEver = await serve(answer);
    await expect(getPastStall(slowForEver, { retries: 0 })).rejects.toMatchObject({
      code: "ERR_RNN_DOWNLOAD",
      message: expect.stringContaining("in 3600000 ms"),
    });
  });

  test("fails at once with advice where no server can be reached", async () => {
    const { url } = await serve(whole);
    await new Promise((resolve) => server?.close(resolve));
    const fetch = vi.fn<typeof globalThis.fetch>(globalThis.fetch);
    await expect(get(url, { fetch })).rejects.toMatchObject({
      code: "ERR_RNN_OFFLINE",
      location: url,
      message: expect.stringMatching(/ECONNREFUSED.*RNN_DATA_DIR.*HTTPS_PROXY/),
    });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test.each([
    ["before the answer", silent],
    ["inside the body", stalled],
    ["between attempts", status(503)],
  ])("stops %s with the signal's own reason", async (_, answer) => {
    const { url } = await serve(answer);
    const controller = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 50);
    await expect(get(url, { signal: controller.signal, retryDelayMs: 5000 })).rejects.toBe(reason);
  });

  test("asks nothing of a server where the signal is aborted already", async () => {
    const { url, count } = await serve(whole);
    await expect(get(url, { signal: AbortSignal.abort("text") })).rejects.toBe("text");
    expect(count()).toBe(0);
  });

  test("passes on what onProgress throws", async () => {
    const { url, count } = await serve(whole);
    // fetch's own failures are TypeErrors.
    for (const error of [new RangeError("from the caller"), new TypeError("from the caller")]) {
      const onProgress = (): never => {
        throw error;
      };
      await expect(get(url, { onProgress })).rejects.toBe(error);
    }
    expect(count()).toBe(2);
  });
});

/** Sends pieces of text for as long as the other side reads. */
const endless =
  (code: number, head: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(code, head);
    const more = (): void => void (response.writable && response.write("x".repeat(1e5), more));
    more();
  };

const to =
  (location: string, code = 302) =>
  (response: ServerResponse) =>
    void response.writeHead(code, { location }).end();

/** A server that sends these bytes for an answer, and closes; its address. */
async function serveRaw(answer: string | Uint8Array): Promise<string> {
  const raw = createSocketServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(answer));
  });
  server = raw as Server;
  server.closeAllConnections = () => undefined;
  await new Promise<void>((resolve) => raw.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(raw.address() as AddressInfo).port}/imdb.npz`;
}

describe("download from a server that misbehaves", () => {
  test.each([
    ["204 without a body", (response: ServerResponse) => void response.writeHead(204).end()],
    [
      "206 that nobody asked for",
      (response: ServerResponse) => void response.writeHead(206).end(body),
    ],
    ["416", status(416)],
    ["300 without a place", status(300)],
    ["404 with a body without an end", endless(404)],
    ["a redirect to itself", to("/imdb.npz")],
    ["a redirect to a file", to("file:///etc/hostname")],
    ["a redirect to no address", to("http://[")],
    [
      "a body said to be gzip",
      (response: ServerResponse) =>
        void response.writeHead(200, { "content-encoding": "gzip" }).end(body),
    ],
  ])("refuses %s, with the official file expected and with any", async (_, answer) => {
    const { url } = await serve(answer);
    for (const wanted of [expected, undefined]) {
      await expect(get(url, { retries: 0, expected: wanted })).rejects.toMatchObject({
        name: "DatasetError",
        code: "ERR_RNN_DOWNLOAD",
        location: url,
      });
    }
  });

  test.each([
    ["not HTTP", "SSH-2.0-OpenSSH_9.6\r\n"],
    ["a status that is not a number", "HTTP/1.1 abc OK\r\n\r\n"],
    ["two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabc"],
    ["a negative length", "HTTP/1.1 200 OK\r\ncontent-length: -3\r\n\r\nabc"],
    ["a length of 2^64", `HTTP/1.1 200 OK\r\ncontent-length: ${2n ** 64n}\r\n\r\nabc`],
    ["a length that is too long", "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nabc"],
    ["chunks of broken length", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\nabc"],
    ["chunks without an end", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n"],
    ["headers of a megabyte", `HTTP/1.1 200 OK\r\nx: ${"y".repeat(1e6)}\r\n\r\nabc`],
    ["nothing", ""],
  ])("refuses %s", async (_, answer) => {
    const url = await serveRaw(answer);
    await expect(get(url, { retries: 0, expected: undefined })).rejects.toMatchObject({
      name: "DatasetError",
      code: "ERR_RNN_DOWNLOAD",
    });
  });

  test("takes a body by its length where bytes follow it", async () => {
    const url = await serveRaw(
      "HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\nabcdef",
    );
    expect(await get(url, { expected: undefined })).toEqual(new TextEncoder().encode("abc"));
  });

  test("follows a chain of redirects", async () => {
    const { url, count } = await serve(to("/1", 301), to("/2", 303), to("/3", 307), whole);
    expect(await get(url)).toEqual(body);
    expect(count()).toBe(4);
  });

  test("refuses a redirect from https to http", async () => {
    const answer = new Response(body);
    Object.defineProperty(answer, "url", { value: "http://example.org/imdb.npz" });
    const fetch = async (): Promise<Response> => answer;
    await expect(get("https://example.org/imdb.npz", { fetch })).rejects.toMatchObject({
      code: "ERR_RNN_DOWNLOAD",
      message: expect.stringContaining("a redirect from https to http://example.org/imdb.npz"),
    });
  });

  test("gives the bytes of a compressed answer, and reports no length that is not the file's", async () => {
    const progress: DownloadProgress[] = [];
    const { url } = await serve((response) => {
      const zipped = gzipSync(body);
      response.writeHead(200, { "content-encoding": "gzip", "content-length": zipped.length });
      response.end(zipped);
    });
    const onProgress = (event: DownloadProgress): void => void progress.push(event);
    expect(await get(url, { expected: undefined, onProgress })).toEqual(body);
    expect(progress.at(-1)).toMatchObject({ loadedBytes: body.length, totalBytes: undefined });
  });

  test("refuses half a body of gzip, which fetch takes for a whole one", async () => {
    const zipped = gzipSync(body);
    const half = zipped.subarray(0, zipped.length >> 1);
    const { url } = await serve((response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(half);
    });
    await expect(get(url)).rejects.toMatchObject({ code: "ERR_RNN_HASH_MISMATCH" });
  });

  test("stops a compressed body that grows to a thousand times its length at the size expected", async () => {
    const bomb = gzipSync(new Uint8Array(1e8));
    const { url } = await serve((response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    });
    let loaded = 0;
    const onProgress = ({ loadedBytes }: DownloadProgress): void => {
      loaded = loadedBytes;
    };
    await expect(get(url, { onProgress })).rejects.toMatchObject({ code: "ERR_RNN_HASH_MISMATCH" });
    expect(loaded).toBeLessThanOrEqual(expected.bytes);
  });

  test("gives the bytes of a body that comes in 20,000 chunks of one byte", async () => {
    const small = body.subarray(0, 20_000);
    const { url } = await serve((response) => {
      for (const byte of small) response.write(Uint8Array.of(byte));
      response.end();
    });
    expect(await get(url, { expected: undefined })).toEqual(small);
  });

  test("gives up an attempt in which a byte comes now and then", async () => {
    const slow = await serve((response) => {
      response.writeHead(200, { "content-length": body.length });
      const timer = setInterval(() => response.write("x"), 10);
      response.on("close", () => clearInterval(timer));
    }, whole);
    expect(await getPastStall(slow)).toEqual(body);
    expect(slow.count()).toBe(2);
  });

  test("asks again no sooner than Retry-After says", async () => {
    const { url, count } = await serve((response) => {
      response.writeHead(429, { "retry-after": "1" }).end();
    }, whole);
    const start = performance.now();
    expect(await get(url)).toEqual(body);
    expect(performance.now() - start).toBeGreaterThan(990);
    expect(count()).toBe(2);
  });

  test.each(["3600", "Fri, 31 Dec 2999 23:59:59 GMT"])(
    "asks once where Retry-After is %s",
    async (value) => {
      const { url, count } = await serve((response) => {
        response.writeHead(503, { "retry-after": value }).end();
      });
      await expect(get(url)).rejects.toMatchObject({ code: "ERR_RNN_DOWNLOAD", status: 503 });
      expect(count()).toBe(1);
    },
  );

  test("stops a wait that Retry-After asks for with the signal's own reason", async () => {
    const { url } = await serve((response) => {
      response.writeHead(503, { "retry-after": "20" }).end();
    });
    const reason = new Error("enough");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    await expect(get(url, { signal: controller.signal })).rejects.toBe(reason);
  });

  test("starts again from the first byte where the file changed between two attempts", async () => {
    const other = body.map((byte) => byte ^ 1);
    const { url } = await serve((response) => {
      response.writeHead(200, { "content-length": body.length, etag: '"1"' });
      response.write(other.subarray(0, 1000), () => response.destroy());
    }, whole);
    expect(await get(url)).toEqual(body);
  });
});
