import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { newFolder, offline, runCli } from "./run-cli.ts";

const dataFolder = process.env["RNN_DATA_DIR"];

describe.skipIf(dataFolder === undefined)("a run on IMDB", () => {
  const env = { ...offline(), RNN_DATA_DIR: dataFolder };

  test("shows what the chapter prints", async () => {
    const { code, stdout } = await runCli(["--epochs", "1", "--out", newFolder()], env);
    expect(code).toBe(0);
    const text = stdout.replaceAll(/\s+/g, " ");
    for (const printed of [
      "train (25000,) (25000,) test (25000,) (25000,)",
      "[22 43 65 66 36 25 43 50 35 39 ",
      "film just story really they you just there an from so there film film were great",
      "Lengths of the first two: 59 32",
      "First ten labels: [1 0 0 1 0 0 1 0 1 0]",
      "20000 reviews to train on, 5000 to validate with",
      " 0 0 35 40 27 28 40 22 83 31 85 45 24 23 31 70 31 76 30 98 32 22 28 51 75 56 30 33 97 53 38 46 " +
        "53 74 31 35 23 34 22 58]",
      "(20000, 100, 100), 800000000 bytes when written out, 8000000 as kept here",
      "(the chapter: 0.6572)",
      "--recurrent-gradient exact 0.695",
    ]) {
      expect(text).toContain(printed);
    }
  });

  test.each([
    ["09-3", "0.8222", "0.807 (0.802 to 0.816)"],
    ["09-4", "0.8372", "0.833 (0.829 to 0.836)"],
  ])("shows what chapter %s prints", async (chapter, accuracy, measured) => {
    const args = ["--chapter", chapter, "--epochs", "1", "--out", newFolder()];
    const { code, stdout } = await runCli(args, env);
    expect(code).toBe(0);
    const text = stdout.replaceAll(/\s+/g, " ");
    for (const printed of [
      "Ids from 20 to 999 are kept, the others are 2.",
      "[ 22 43 530 973 65 458 66 173 36 256 ",
      "Lengths of the first two: 120 90",
      " 0 0 0 0 0 225 678 200 35 204 129 629 599 399 40 27 768 ",
      "Ids: (20000, 100), 8000000 bytes; an embedding reads them as they are",
      `(the chapter: ${accuracy})`,
      measured,
    ]) {
      expect(text).toContain(printed);
    }
  });

  test.each([
    ["a folder", ""],
    ["a file", "imdb.npz"],
  ])("takes %s from --data", async (_, name) => {
    const data = path.join(String(dataFolder), name);
    const args = ["--epochs", "1", "--json", "--quiet", "--data", data, "--out", newFolder()];
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({
      source: { kind: "path", path: path.join(String(dataFolder), "imdb.npz") },
    });
  });

  const archive = ["aclImdb_v1.tar.gz", "aclImdb.tar.gz"]
    .map((name) => path.join(dataFolder ?? "", name))
    .find((file) => existsSync(file));

  test.skipIf(archive === undefined)(
    "learns the same from Stanford's archive as from imdb.npz",
    async () => {
      const folders = [newFolder(), newFolder()];
      for (const [i, data] of [String(archive), String(dataFolder)].entries()) {
        await runCli(["--epochs", "1", "--quiet", "--data", data, "--out", folders[i]]);
      }
      const [a, b] = folders.map((out) => readFileSync(path.join(out, "loss.svg"), "utf8"));
      expect(a).toBe(b);
    },
  );
});
