import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { text as readAll } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { loadClassifier } from "../src/model/load-classifier.ts";
import { createApp } from "../src/serve/create-app.ts";
import { type Listening, listen } from "../src/serve/listen.ts";
import { startCli } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { writeSmallModel } from "./small-model.ts";

const limits = { maxBytes: 1000, maxTexts: 3 };
const model = writeSmallModel();
const classifier = await loadClassifier(model);
const app = createApp(classifier, limits);

const post = (body: string, type = "application/json") =>
  app.request("/classify", { method: "POST", body, headers: { "content-type": type } });

describe("a request", () => {
  test("of one text is answered as predict --json prints it", async () => {
    const response = await post('{"text": "a great film"}');
    expect(response.status).toBe(200);
    const { stdout } = await runCommand(["predict", model, "--json", "a great film"]);
    expect(await response.json()).toEqual(JSON.parse(stdout));
  });

  test("of many texts is answered in their order, with the likeliest classes asked for", async () => {
    const response = await post('{"texts": ["great", "dull", ""], "top": 1}');
    const { predictions } = (await response.json()) as { predictions: Record<string, unknown>[] };
    expect(predictions.map(({ text, className }) => [text, className])).toEqual([
      ["great", "good"],
      ["dull", "bad"],
      ["", "bad"],
    ]);
    expect(Object.keys(predictions[0]["probabilities"] as object)).toEqual(["good"]);
    expect(await (await post('{"texts": []}')).json()).toEqual({ predictions: [] });
  });

  test.each([
    ["{", 400, "Expected a body of valid JSON in UTF-8."],
    ["", 400, "Expected a body of valid JSON in UTF-8."],
    ["[]", 400, 'Expected { "text": "…" } or { "texts": ["…", …] }'],
    ['{"text": 3}', 400, 'Expected { "text": "…" } or'],
    ['{"text": "a", "texts": []}', 400, 'Expected { "text": "…" } or'],
    ['{"text": "a", "top": 0}', 400, '"top": a whole number from 1 on'],
    [
      '{"texts": ["a", "b", "c", "d"]}',
      400,
      "Expected at most 3 texts, got 4. Send them in several requests.",
    ],
    [`{"text": "${"a".repeat(1000)}"}`, 413, "Expected a body of at most 1000 bytes."],
  ])("of %s is refused with what to do", async (body, status, message) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect((await response.json()) as object).toEqual({ error: expect.stringContaining(message) });
  });

  test("of another type, path or method is refused with what to do", async () => {
    const wrongType = await post("text=a", "application/x-www-form-urlencoded");
    expect([wrongType.status, await wrongType.json()]).toEqual([
      415,
      {
        error: "Expected the content type application/json, got application/x-www-form-urlencoded.",
      },
    ]);
    const wrongCharset = await post('{"text": "a"}', 'application/json; charset="iso-8859-1"');
    expect([wrongCharset.status, await wrongCharset.json()]).toEqual([
      415,
      { error: "Expected a body in UTF-8, got iso-8859-1." },
    ]);
    expect((await post('{"text": "a"}', "application/json;charset=UTF-8")).status).toBe(200);
    const wrongPath = await app.request("/predict");
    expect([wrongPath.status, await wrongPath.json()]).toEqual([
      404,
      { error: "Expected one of /classify, /health, /metrics, /openapi.json, got another path." },
    ]);
    const wrongMethod = await app.request("/classify");
    expect([wrongMethod.status, wrongMethod.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await wrongMethod.json()).toEqual({ error: "Expected POST, got GET." });
  });
});

test.each([
  ["bytes that are not UTF-8", {}, 400, "Expected a body of valid JSON in UTF-8."],
  [
    "a content encoding",
    { "content-encoding": "gzip" },
    415,
    "Expected a body without a content encoding, got gzip.",
  ],
])("a body of %s is refused", async (_, headers, status, error) => {
  const body = Uint8Array.from([...Buffer.from('{"text": "'), 0xff, ...Buffer.from('"}')]);
  const response = await app.request("/classify", {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });
  expect([response.status, await response.json()]).toEqual([status, { error }]);
});

test("what is not the client's fault gets 500, and is reported", async () => {
  const broken = {
    classNames: ["bad", "good"],
    classifyAll: () => {
      throw new RangeError("broken");
    },
  };
  const errors: string[] = [];
  const own = createApp(broken, limits, ({ message }) => errors.push(message));
  const response = await own.request("/classify", {
    method: "POST",
    body: '{"text": "a"}',
    headers: { "content-type": "application/json" },
  });
  expect([response.status, errors]).toEqual([500, ["broken"]]);
});

test("the request of the README is answered", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, path, type, body] =
    /curl http:\/\/127\.0\.0\.1:8080(\S+) -H 'content-type: (\S+)' -d '(.*)'/.exec(readme) ?? [];
  const headers = { "content-type": type };
  const response = await app.request(path, { method: "POST", body, headers });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ text: "a moving film", label: expect.any(Number) });
});

test("health names the classes", async () => {
  expect(await (await app.request("/health")).json()).toEqual({
    status: "ok",
    classNames: ["bad", "good"],
  });
});

test("metrics count requests by route and status, and texts", async () => {
  const own = createApp(classifier, limits);
  const send = (body: string) =>
    own.request("/classify", {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
  await send('{"texts": ["a", "b"]}');
  await send("{");
  await own.request("/a/b/c", { method: "BREW" });
  const response = await own.request("/metrics");
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  expect(text).toContain('rnn_http_requests_total{route="/classify",method="POST",status="200"} 1');
  expect(text).toContain('rnn_http_requests_total{route="/classify",method="POST",status="400"} 1');
  expect(text).toContain('rnn_http_requests_total{route="other",method="other",status="404"} 1');
  expect(text).toContain("rnn_texts_classified_total 2");
});

test("the OpenAPI document has every path, and the limits", async () => {
  const document = (await (await app.request("/openapi.json")).json()) as {
    openapi: string;
    paths: Record<string, object>;
  };
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths)).toEqual([
    "/classify",
    "/health",
    "/metrics",
    "/openapi.json",
  ]);
  expect(JSON.stringify(document)).toContain('"maxItems":3');
  const { post: classify } = document.paths["/classify"] as { post: { responses: object } };
  expect(Object.keys(classify.responses)).toEqual([
    "200",
    "400",
    "408",
    "413",
    "415",
    "417",
    "431",
    "500",
    "503",
  ]);
});

describe("over a socket", () => {
  const open: Listening[] = [];
  const local = { host: "127.0.0.1", port: 0, stopTimeoutMs: 200 };
  const start = async (given: Partial<Parameters<typeof listen>[1]> = {}): Promise<URL> => {
    const options = { ...local, requestTimeoutMs: 10_000 };
    const service = await listen(app.fetch, { ...options, ...given });
    open.push(service);
    return new URL(service.url);
  };
  afterEach(async () => {
    for (const service of open.splice(0)) await service.stop();
  });

  /** What the service answers to bytes; the end of them is sent where `ends` says so. */
  async function send(url: URL, bytes: string, ends = false): Promise<string> {
    const socket = connect(Number(url.port), url.hostname);
    await once(socket, "connect");
    if (ends) socket.end(bytes);
    else socket.write(bytes);
    return readAll(socket);
  }
  const head =
    "POST /classify HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n";

  test("bytes that are not HTTP get 400", async () => {
    expect(await send(await start(), "GARBAGE\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("headers beyond 16 kB get 431", async () => {
    expect(await send(await start(), `${head}X: ${"a".repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  test("a body that says it is huge gets 413 before it is sent, and one that does not say it when it is", async () => {
    const url = await start();
    expect(await send(url, `${head}Content-Length: 1000000000\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 413 /,
    );
    const chunk = `${(800).toString(16)}\r\n${" ".repeat(800)}\r\n`;
    const body = `${head}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}0\r\n\r\n`;
    expect(await send(url, body)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("a connection whose request was refused unread says that it ends", async () => {
    const kept = head.replace("close", "keep-alive");
    const answer = await send(await start(), `${kept}Content-Length: 1000000000\r\n\r\n`, true);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer.toLowerCase()).toContain("connection: close");
  });

  test("a load balancer that speaks HTTP/1.0, and names no host, learns the health", async () => {
    expect(await send(await start(), "GET /health HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("a body that is broken off is no failure of the service", async () => {
    const errors: Error[] = [];
    const own = createApp(classifier, limits, (error) => errors.push(error));
    const service = await listen(own.fetch, { ...local, requestTimeoutMs: 10_000 });
    open.push(service);
    const body = `${head}Transfer-Encoding: chunked\r\n\r\nnot a length\r\n`;
    expect(await send(new URL(service.url), body)).toMatch(/^HTTP\/1\.1 400 /);
    const metrics = await (await own.request("/metrics")).text();
    expect(metrics).not.toContain('status="500"');
    expect(errors).toEqual([]);
  });

  test("a body that does not come gets 408", async () => {
    const url = await start({ requestTimeoutMs: 300 });
    expect(await send(url, `${head}Content-Length: 10\r\n\r\n{`)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test("a client that has closed its half is still answered", async () => {
    const body = '{"text": "great"}';
    const answer = await send(
      await start(),
      `${head}Content-Length: ${body.length}\r\n\r\n${body}`,
      true,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('"className":"good"');
  });

  test("many requests at once are all answered, each with its own", async () => {
    const url = new URL("/classify", await start());
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const text = i % 2 === 0 ? "great" : "dull";
        const headers = { "content-type": "application/json" };
        const response = await fetch(url, {
          method: "POST",
          headers,
          body: JSON.stringify({ text }),
        });
        return ((await response.json()) as { className: string }).className;
      }),
    );
    expect(answers).toEqual(Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? "good" : "bad")));
  });

  test("a stopped service has no open connection left, whatever clients do", async () => {
    const url = await start();
    const idle = connect(Number(url.port), url.hostname);
    await once(idle, "connect");
    idle.write(`${head}Content-Length: 10\r\n\r\n`);
    const closed = once(idle, "close");
    idle.on("error", () => undefined);
    await open.splice(0)[0].stop();
    await closed;
    await expect(fetch(new URL("/health", url))).rejects.toThrow("fetch failed");
  });
});

test("the command listens where it says, answers, and ends with 0 at SIGTERM", async () => {
  const child = startCli(["serve", model, "--port", "0"]);
  const [line] = (await once(child.stdout ?? child, "data")) as [Buffer];
  const [, url] = /^Listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line.toString()) ?? [];
  const health = await fetch(`${url}/health`);
  expect(health.status).toBe(200);
  child.kill("SIGTERM");
  const [code] = (await once(child, "close")) as [number];
  expect(code).toBe(0);
});

test("a port that is taken is an error that names the option", async () => {
  const service = await listen(app.fetch, {
    host: "127.0.0.1",
    port: 0,
    requestTimeoutMs: 1000,
    stopTimeoutMs: 100,
  });
  const { port } = new URL(service.url);
  const { error } = await runCommand(["serve", model, "--port", port]);
  await service.stop();
  expect(error).toBe(
    `serve: expected to listen on port ${port} of 127.0.0.1, got EADDRINUSE. Choose another with --port, or 0 for any that is free.`,
  );
});

test("an address of another machine is an error that names its option", async () => {
  const { error } = await runCommand(["serve", model, "--host", "192.0.2.1", "--port", "0"]);
  expect(error).toBe(
    "serve: expected to listen on port 0 of 192.0.2.1, got EADDRNOTAVAIL. Give an address of this machine with --host: 127.0.0.1, or 0.0.0.0 for all.",
  );
});
