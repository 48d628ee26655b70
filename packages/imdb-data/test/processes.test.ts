import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const body = Buffer.alloc(2 ** 22, "0123456789abcde\n");
const sha256 = createHash("sha256").update(body).digest("hex");
const file = "reviews.bin";
const windows = process.platform === "win32";

let folder: string;
let server: Server;
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rnn-processes-"));
  answer = (response) => response.end(body);
  server = createServer((_, response) => {
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Circumstances {
  cache?: string;
  home?: string | undefined;
  uid?: number;
  /** Whether it stops when it has written half of the file. */
  halfWay?: boolean;
  /** Commands of the shell that starts it. */
  limits?: string;
}

/** A process that asks for the file. */
function start({ limits = "", uid, halfWay, ...places }: Circumstances = {}): ChildProcess {
  const { cache, home } = { cache: join(folder, "cache"), home: folder, ...places };
  const loader = ["--conditions=@rnn/source", "--import", "tsx"];
  const program = fileURLToPath(new URL("cache-program.ts", import.meta.url));
  const args = [...loader, program, file, String(body.length), sha256, halfWay ? "half" : ""];
  const [command, given] =
    limits === ""
      ? [process.execPath, args]
      : ["sh", ["-c", `${limits}; exec "$@"`, "sh", process.execPath, ...args]];
  return spawn(command, given, {
    cwd: fileURLToPath(new URL("..", import.meta.url)), // whose packages are found
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env["PATH"],
      TMPDIR: tmpdir(),
      HOME: home,
      RNN_CACHE_DIR: cache,
      RNN_DATA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    },
    ...(uid === undefined ? {} : { uid }),
  });
}

/** What a process printed, and how it ended. */
async function waitForEnd(child: ChildProcess): Promise<{ text: string; code: number | null }> {
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { text, code };
}

/** A process that has written half of the file, and waits. */
async function startHalfWay(): Promise<ChildProcess> {
  const child = start({ halfWay: true });
  const said = await new Promise((resolve) => {
    child.stdout?.once("data", resolve);
    child.once("close", resolve);
  });
  expect(String(said)).toBe("half");
  return child;
}

const downloaded = { text: `download ${body.length}`, code: 0 };
const cached = { text: `cache ${body.length}`, code: 0 };

describe("processes that share a cache", () => {
  test("eight at once on an empty one leave one good file and nothing else", async () => {
    const ends = await Promise.all(Array.from({ length: 8 }, () => waitForEnd(start())));
    expect(ends.every(({ text, code }) => code === 0 && text.endsWith(` ${body.length}`))).toBe(
      true,
    );
    expect(readdirSync(join(folder, "cache"))).toEqual([file]);
    expect(readFileSync(join(folder, "cache", file)).equals(body)).toBe(true);
    expect(await waitForEnd(start())).toEqual(cached);
  });

  test("one that is killed while it writes stops no other, and its file goes after an hour", async () => {
    const child = await startHalfWay();
    child.kill("SIGKILL");
    await waitForEnd(child);
    const [left] = readdirSync(join(folder, "cache"));
    expect(left).toMatch(/\.part$/);
    expect(await waitForEnd(start())).toEqual(downloaded);
    expect(readdirSync(join(folder, "cache")).sort()).toEqual([file, left].sort());

    const hourAgo = Date.now() / 1000 - 3601;
    utimesSync(join(folder, "cache", left), hourAgo, hourAgo);
    rmSync(join(folder, "cache", file));
    expect(await waitForEnd(start())).toEqual(downloaded);
    expect(readdirSync(join(folder, "cache"))).toEqual([file]);
  });

  test.skipIf(windows).each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "one that is stopped by %s while it writes leaves no file",
    async (signal) => {
      const child = await startHalfWay();
      child.kill(signal);
      await waitForEnd(child);
      expect(child.signalCode).toBe(signal);
      expect(readdirSync(join(folder, "cache"))).toEqual([]);
    },
  );

  test("one that is interrupted while it downloads leaves no file", async () => {
    answer = (response) => void response.write(body.subarray(0, 1e6));
    const requested = new Promise((resolve) => server.once("request", resolve));
    const child = start();
    await requested;
    await sleep(50);
    child.kill("SIGINT");
    await waitForEnd(child);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("a process has its data, and leaves nothing,", () => {
  // RLIMIT_FSIZE cuts a write short and then refuses it, as a full disk does.
  test.skipIf(windows)("where the disk takes half of the file", async () => {
    expect(await waitForEnd(start({ limits: "ulimit -f 4096" }))).toEqual(downloaded);
    expect(readdirSync(join(folder, "cache"))).toEqual([]);
  });

  test.skipIf(!existsSync("/proc/self"))(
    "where the cache cannot be made, below /proc",
    async () => {
      expect(await waitForEnd(start({ cache: "/proc/rnn/imdb-data" }))).toEqual(downloaded);
    },
  );

  test.skipIf(windows || process.getuid?.() !== 0)("where its user has no home", async () => {
    const noName = 54_321;
    expect(await waitForEnd(start({ cache: "", home: undefined, uid: noName }))).toEqual(
      downloaded,
    );
  });
});
