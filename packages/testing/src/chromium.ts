import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { isCi } from "./is-ci.ts";

const debianPath = "/usr/bin/chromium";

/** The browser: `CHROME_PATH`, else where Linux distributions put Chromium; undefined where it is not. */
export const chromiumPath =
  [process.env["CHROME_PATH"], debianPath].find((path) => path !== undefined && existsSync(path)) ??
  (isCi ? debianPath : undefined);

/** What the name of a test says that is skipped without Chromium; empty where it is there. */
export const withoutChromium =
  chromiumPath === undefined
    ? " (skipped: no /usr/bin/chromium; apt-get install chromium, or set CHROME_PATH to a Chrome or Chromium)"
    : "";

/** A page that runs one module. */
export interface Page {
  /** What the server has, by path such as `/bundle.js`: scripts, unless they are bytes. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** The body of an async function; what it returns, as JSON can hold it, is what `runPage` gives. */
  readonly script: string;
  /** The page's content security policy; without one everything is allowed. */
  readonly policy?: string | undefined;
  /** Whether the page is cross-origin isolated, which shared memory takes; default false. */
  readonly isolated?: boolean | undefined;
}

/** Ends a page that hangs. */
const hangMs = 600_000;

const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Opens the page in a Chromium of its own, served from loopback, and waits for what its script returns.
 * @throws Error with what the script threw; where Chromium ends before, with what it said.
 */
export async function runPage(page: Page): Promise<unknown> {
  if (chromiumPath === undefined) throw new Error("runPage: expected Chromium, found none.");
  const profile = await mkdtemp(join(tmpdir(), "rnn-chromium-"));
  try {
    const { value, error } = await firstResult(page, chromiumPath, profile);
    if (error !== undefined) throw new Error(`The page threw ${error}`);
    return value;
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Result {
  readonly value?: unknown;
  readonly error?: string;
}

async function firstResult(page: Page, browserPath: string, profile: string): Promise<Result> {
  const results = new EventEmitter<{ result: [Result] }>();
  const server = createServer((request, response) => {
    void serve(page, request, response, (result) => results.emit("result", result));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const args = [...quiet, `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/`];
  const browser = spawn(browserPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(browser, "close");
  const said = text(browser.stderr);
  try {
    const result = once(results, "result", { signal: AbortSignal.timeout(hangMs) });
    const first = await Promise.race([result, ended.then(() => undefined)]);
    if (first === undefined) throw new Error(`Chromium ended before the page did: ${await said}`);
    return first[0] as Result;
  } finally {
    browser.kill();
    await ended.catch(() => undefined);
    server.closeAllConnections();
    server.close();
  }
}

async function serve(
  { files, script, policy, isolated = false }: Page,
  request: IncomingMessage,
  response: ServerResponse,
  report: (result: Result) => void,
): Promise<void> {
  const { url = "/", method } = request;
  if (method === "POST") {
    report(JSON.parse(await text(request)) as Result);
    response.end();
    return;
  }
  const served: Page["files"] = {
    "/": '<!doctype html><title>@rnn</title><script type="module" src="/page.js"></script>',
    "/page.js": pageModule(script),
    ...files,
  };
  if (served[url] === undefined) {
    response.writeHead(404).end();
    return;
  }
  if (policy !== undefined) response.setHeader("content-security-policy", policy);
  if (isolated) {
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
  }
  const type = url === "/" ? "text/html" : "text/javascript";
  const bytes = typeof served[url] !== "string";
  response.setHeader("content-type", bytes ? "application/octet-stream" : type);
  response.end(served[url]);
}

const pageModule = (script: string): string => `
const run = async () => {${script}};
const result = await run().then((value) => ({ value }), (error) => ({ error: String(error?.stack ?? error) }));
await fetch("/result", { method: "POST", body: JSON.stringify(result) });
`;
