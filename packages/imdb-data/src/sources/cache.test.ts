import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readVerified, writeToCache } from "./cache.ts";

const bytes = new Uint8Array(2 ** 20).map((_, i) => i * 7);
const file = {
  name: "reviews.bin",
  bytes: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rnn-cache-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (cache: string): Promise<void> => writeToCache(cache, file.name, bytes);
const holds = async (cache: string): Promise<boolean> =>
  (await readVerified(cache, file)) !== undefined;

describe("a cache may be", () => {
  test("a folder with spaces, letters of any alphabet and 200 characters, made with those above it", async () => {
    const cache = join(folder, "mit Leerzeichen", "кино 映画 🎬", "x".repeat(200));
    await write(cache);
    expect(await holds(cache)).toBe(true);
    expect(readdirSync(cache)).toEqual([file.name]);
  });

  test.skipIf(!existsSync("/dev/shm"))("a link to a folder on another device", async () => {
    const elsewhere = mkdtempSync("/dev/shm/rnn-cache-");
    try {
      symlinkSync(elsewhere, join(folder, "cache"));
      await write(join(folder, "cache"));
      expect(await holds(elsewhere)).toBe(true);
      expect(readdirSync(elsewhere)).toEqual([file.name]);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  test("a folder in which the file is a link that leads nowhere", async () => {
    symlinkSync(join(folder, "nowhere"), join(folder, file.name));
    expect(await holds(folder)).toBe(false);
    await write(folder);
    expect(await holds(folder)).toBe(true);
  });
});

describe("a cache that cannot be filled ends the write with an error and holds nothing new", () => {
  test.skipIf(!existsSync("/proc/self"))(
    "where its folder cannot be made, below /proc",
    async () => {
      await expect(write("/proc/rnn/imdb-data")).rejects.toThrow("ENOENT");
    },
  );

  test("where a file has the folder's name", async () => {
    writeFileSync(join(folder, "cache"), "");
    await expect(write(join(folder, "cache", "imdb-data"))).rejects.toThrow(/ENOTDIR|EEXIST/);
    expect(readdirSync(folder)).toEqual(["cache"]);
  });

  test("where a folder has the file's name", async () => {
    mkdirSync(join(folder, file.name));
    await expect(write(folder)).rejects.toThrow(/EISDIR|EPERM|EEXIST/);
    expect(readdirSync(folder)).toEqual([file.name]);
    expect(await holds(folder)).toBe(false);
  });

  test("where its path is longer than the system takes", async () => {
    await expect(write(join(folder, "x".repeat(300), "cache"))).rejects.toThrow(
      /ENAMETOOLONG|ENOENT/,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  // Root may write anywhere, whatever the folder's mode.
  test.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "where its folder is read-only",
    async () => {
      mkdirSync(join(folder, "cache"), { mode: 0o555 });
      await expect(write(join(folder, "cache"))).rejects.toThrow("EACCES");
      expect(readdirSync(join(folder, "cache"))).toEqual([]);
    },
  );
});

/** Deletes a folder, again where somebody has written into it meanwhile. */
function clear(path: string): void {
  for (;;) {
    try {
      rmSync(path, { recursive: true, force: true });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
    }
  }
}

describe("a cache in use", () => {
  test("shows a reader the old file or the new one, never a part", async () => {
    const versions = [bytes.slice().fill(1), bytes.slice().fill(2)];
    await writeToCache(folder, file.name, versions[0]);
    const whole: boolean[] = [];
    const reader = setInterval(() => {
      const seen = readFileSync(join(folder, file.name));
      whole.push(versions.some((version) => seen.equals(version)));
    }, 1);
    for (let i = 1; i <= 15; i++) await writeToCache(folder, file.name, versions[i % 2]);
    clearInterval(reader);
    expect(whole.length).toBeGreaterThan(0);
    expect(whole).not.toContain(false);
  });

  test("that is cleared again and again holds a whole file or none, and ends each write", async () => {
    const cache = join(folder, "cache");
    const writes = Promise.allSettled(Array.from({ length: 20 }, () => write(cache)));
    for (let i = 0; i < 20; i++) {
      clear(cache);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    // A folder that another write made, and that is gone again, is EEXIST.
    for (const result of await writes) {
      const code: unknown = result.status === "fulfilled" ? "ENOENT" : result.reason.code;
      expect(["ENOENT", "EEXIST"]).toContain(code);
    }
    const left = existsSync(cache) ? readdirSync(cache) : [];
    expect(left.filter((name) => name !== file.name)).toEqual([]);
    expect(left.length === 0 || (await holds(cache))).toBe(true);
  });

  test("is left alone by the listeners of a write once it is over", async () => {
    const counts = (): number[] =>
      ["exit", "SIGINT", "SIGTERM"].map((name) => process.listenerCount(name));
    const before = counts();
    const writes = Array.from({ length: 12 }, () => write(folder));
    await Promise.all(writes);
    expect(counts()).toEqual(before);
  });

  test("keeps what a living process writes and other programs' files, and loses what was left an hour ago", async () => {
    const [living, left, other] = ["1.a.part", "2.b.part", "backup"].map(
      (end) => `${file.name}.${end}`,
    );
    for (const name of [living, left, other]) writeFileSync(join(folder, name), "");
    const hourAgo = Date.now() / 1000 - 3601;
    for (const name of [left, other]) utimesSync(join(folder, name), hourAgo, hourAgo);
    await write(folder);
    expect(readdirSync(folder).sort()).toEqual([file.name, living, other].sort());
  });
});
