import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { DownloadProgress } from "../index.ts";
import { type DownloadOptions, download } from "./download.ts";

const body = new Uint8Array(200_000).map((_, i) => i * 7);
const sha256 = createHash("sha256").update(body).digest("hex");
const expected = { bytes: body.length, sha256 };

let server: Server | undefined;
afterEach(() => {
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

describe("download", () => {
  test("gives the bytes and tells how far it is, with a known length and without", async () => {
    const progress: DownloadProgress[] = [];
    const { url } = await serve((response) => {
      response.writeHead(200, { "content-length": body.length }).end(body);
    }, whole);
    expect(await get(url, { onProgress: (p) => progress.push(p) })).toEqual(body);
    expect(progress.at(-1)).toEqual({
      file: "imdb.npz",
      loadedBytes: 200_000,
      totalBytes: 200_000,
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
    const { url, count } = await serve(answer, whole);
    expect(await get(url, { stallTimeoutMs: 200 })).toEqual(body);
    expect(count()).toBe(2);
    const second = await serve(answer);
    await expect(get(second.url, { stallTimeoutMs: 50, retries: 1 })).rejects.toMatchObject({
      code: "ERR_RNN_DOWNLOAD",
      message: expect.stringContaining("no byte for 50 ms"),
    });
  });

  test("fails at once with advice where no server can be reached", async () => {
    const { url } = await serve(whole);
    await new Promise((resolve) => server?.close(resolve));
    const start = performance.now();
    await expect(get(url, { retryDelayMs: 5000 })).rejects.toMatchObject({
      code: "ERR_RNN_OFFLINE",
      location: url,
      message: expect.stringMatching(/ECONNREFUSED.*RNN_DATA_DIR.*HTTPS_PROXY/),
    });
    expect(performance.now() - start).toBeLessThan(2000);
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
    const error = new RangeError("from the caller");
    const onProgress = (): never => {
      throw error;
    };
    await expect(get(url, { onProgress })).rejects.toBe(error);
    expect(count()).toBe(1);
  });
});
