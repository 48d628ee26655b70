import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RunFolder } from "../src/run/run-folder.ts";

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
  mkdirSync("there");
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
    mkdirSync("closed");
    chmodSync("closed", 0o555);
    await expect(RunFolder.create("closed")).rejects.toThrow(
      "--out: expected a folder that can be made and written, got one without permission (at closed).",
    );
  },
);

test("the folder of all runs that cannot be made is named, and --out as the way out", async () => {
  writeFileSync("runs", "a file");
  await expect(RunFolder.create()).rejects.toThrow(
    /^runs: expected a folder that can be made and written, got a file in its place \(at .*runs\)\. Name another with --out\.$/,
  );
});

test("a folder that another run is writing is refused, and free when that run has ended", async () => {
  const folder = await RunFolder.create("shared");
  await expect(RunFolder.create("shared")).rejects.toThrow(
    `expected a run folder that no other run is writing, got one in use by process ${process.pid} on `,
  );
  await folder.write("file", "text");
  await folder.discard();
  await RunFolder.create("shared");
});

test.each([
  ["of a process that has died", JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() })],
  ["that was not written to its end", '{"pid":'],
])("a lock %s is taken over", async (_, lock) => {
  mkdirSync("left");
  writeFileSync("left/run.lock", lock);
  await (await RunFolder.create("left")).discard();
  expect(existsSync("left/run.lock")).toBe(false);
});

test("a lock of another machine is respected, and the error says how to end it", async () => {
  mkdirSync("far");
  writeFileSync("far/run.lock", JSON.stringify({ pid: 1, host: "elsewhere" }));
  await expect(RunFolder.create("far")).rejects.toThrow(
    /process 1 on elsewhere .*delete far\/run\.lock/,
  );
});

test("a lock that another machine renews is respected, and taken over when it no longer does", async () => {
  mkdirSync("far");
  const lock = JSON.stringify({ pid: 1, host: "elsewhere", renewMs: 10_000, id: "x" });
  writeFileSync("far/run.lock", lock);
  await expect(RunFolder.create("far")).rejects.toThrow(
    /process 1 on elsewhere .*One that has ended there holds it for 2 minutes\./,
  );
  expect(readdirSync("far")).toEqual(["run.lock"]);
  const before = new Date(Date.now() - 121_000);
  utimesSync("far/run.lock", before, before);
  const folder = await RunFolder.create("far");
  expect(readFileSync("far/run.lock", "utf8")).toContain(`"pid":${process.pid}`);
  // Whoever was taken to have ended, and was not, takes nothing away.
  writeFileSync("far/run.lock", lock);
  await folder.discard();
  expect(readFileSync("far/run.lock", "utf8")).toBe(lock);
});

test("a folder that holds a run is not written over", async () => {
  mkdirSync("old");
  writeFileSync("old/config.json", "{}");
  await expect(RunFolder.create("old")).rejects.toThrow(
    "--out: expected a folder without a run, got one that holds config.json (at old). " +
      "Name another folder, or resume that run: --resume old",
  );
  expect(readdirSync("old")).toEqual(["config.json"]);
});

test.each(["model.safetensors", "report.html", "loss.png"])(
  "a folder that holds %s is not written over",
  async (name) => {
    mkdirSync("site");
    writeFileSync(path.join("site", name), "mine");
    await expect(RunFolder.create("site")).rejects.toThrow(
      `--out: expected a folder without a run, got one that holds ${name} (at site). ` +
        "Name another folder, or move the file: a run would write over it.",
    );
    expect(readdirSync("site")).toEqual([name]);
    expect(readFileSync(path.join("site", name), "utf8")).toBe("mine");
  },
);

test("an error of a folder names what the folder was given by", async () => {
  await expect(RunFolder.open("none", "report")).rejects.toThrow(
    "report: expected the folder of a run, got no such file or folder (at none).",
  );
  await expect(RunFolder.open(".", "--resume")).rejects.toThrow(
    "--resume: expected the folder of a run, got one without config.json (at .).",
  );
  mkdirSync("old");
  writeFileSync("old/config.json", "{}");
  const folder = await RunFolder.open("old", "report");
  await expect(folder.write("no/such", "text")).rejects.toThrow(
    "report: expected to write no/such, got no such file or folder (at old).",
  );
});

test("a file that cannot be written is an error that names --out", async () => {
  const folder = await RunFolder.create("run");
  await expect(folder.write("no/such", "text")).rejects.toThrow(
    "--out: expected to write no/such, got no such file or folder (at run).",
  );
});

test.skipIf(process.platform === "win32")(
  "a link stays one, and the file that it leads to is written",
  async () => {
    const folder = await RunFolder.create("run");
    writeFileSync("elsewhere", "old");
    symlinkSync("../elsewhere", "run/file");
    await folder.write("file", "new");
    expect(lstatSync("run/file").isSymbolicLink()).toBe(true);
    expect(readFileSync("elsewhere", "utf8")).toBe("new");
  },
);
