import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RunFolder } from "../src/report/run-folder.ts";

const home = process.cwd();
let place = "";

beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), "rnn-run-folder-"));
  process.chdir(place);
});

afterEach(() => process.chdir(home));

test("runs of one second have a folder each", async () => {
  const folders = await Promise.all(Array.from({ length: 5 }, () => RunFolder.create()));
  expect(new Set(folders.map((folder) => folder.path)).size).toBe(5);
  expect(readdirSync("runs").length).toBe(5);
});

test("a folder that was made for a run goes with it, one that was there or holds a file stays", async () => {
  await (await RunFolder.create("made")).discard();
  expect(existsSync("made")).toBe(false);
  await RunFolder.create("there");
  await (await RunFolder.create("there")).discard();
  expect(existsSync("there")).toBe(true);
  const written = await RunFolder.create("a/b");
  await written.write("file", "text");
  await written.discard();
  expect(readFileSync("a/b/file", "utf8")).toBe("text");
});

// Root may write anywhere, whatever the folder's mode.
test.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
  "a folder that cannot be written is refused at once",
  async () => {
    await RunFolder.create("closed");
    chmodSync("closed", 0o555);
    await expect(RunFolder.create("closed")).rejects.toThrow(
      "--out: expected a folder that can be made and written, got EACCES (at closed).",
    );
  },
);

test("a file that cannot be written is an error that names --out", async () => {
  const folder = await RunFolder.create("run");
  await expect(folder.write("no/such", "text")).rejects.toThrow(
    "--out: expected to write no/such, got ENOENT (at run).",
  );
});
