import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { newFolder, runCli, startCli, waitForExit } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { writeSmallModel, writeThreeClassModel } from "./small-model.ts";

/** Every file beneath a folder with its text, but for what says where a scoring stands. */
function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith(".score"));
  return Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
  );
}

async function predictedLines(
  model: string,
  file: string,
  options: readonly string[] = [],
): Promise<string> {
  const args = ["predict", model, "--file", file, "--json", ...options];
  const { stdout, error } = await runCommand(args);
  expect(error).toBeUndefined();
  return stdout;
}

/** So many lines, more than a chunk holds where there are thousands. */
function linesOf(count: number): string {
  const words = ["great", "dull", "day", "heart", "long", "and \u2028 so"];
  return Array.from(
    { length: count },
    (_, i) => `${words[i % 6]} ${words[(i * 7) % 5]} ${i}\n`,
  ).join("");
}

describe("score", () => {
  test("writes for each file, whatever its kind, what predict --json writes for it", async () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, "in", "deep"), { recursive: true });
    const contents = {
      "lines.txt": linesOf(9000),
      "empty.txt": "",
      "table.csv": 'id,text\r\n1,"good, ""nice"" day"\r\n2,so long\r\n',
      "table.tsv": "text\tid\nmy heart\t1\n",
      "deep/rows.jsonl": '{"text":"bye then"}\n{"text":"\\u2028 dear heart"}\n',
    };
    for (const [name, text] of Object.entries(contents)) {
      writeFileSync(path.join(folder, "in", name), text);
    }
    const model = await writeThreeClassModel("both");
    const out = path.join(folder, "scored");
    const input = [
      "--input",
      path.join(folder, "in", "**", "*.jsonl"),
      path.join(folder, "in", "*"),
    ];
    const { code, stdout, stderr } = await runCli([
      "score",
      model,
      ...input,
      "--out",
      out,
      "--workers",
      "2",
      "--json",
      "--quiet",
    ]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ out, files: 5, texts: 9005 });
    const expected: Record<string, string> = {};
    for (const name of Object.keys(contents)) {
      const lines = await predictedLines(model, path.join(folder, "in", name));
      expected[name.endsWith(".jsonl") ? name : `${name}.jsonl`] = lines;
    }
    expect(filesOf(out)).toEqual(expected);
    expect(readdirSync(path.join(out, ".score")).sort()).toEqual(["finished.jsonl", "score.json"]);
  });

  test.each<readonly string[]>([
    ["--reject-below", "0.9"],
    ["--trace", "--top", "2"],
    ["--explain", "--reject-below", "0.4"],
  ])("writes what predict --json writes with %s %s %s %s", async (...options) => {
    const folder = newFolder();
    const file = path.join(folder, "lines.txt");
    writeFileSync(file, linesOf(70));
    const model = await writeThreeClassModel("both");
    const out = path.join(folder, "scored");
    const args = ["score", model, "--input", file, "--out", out, "--workers", "1", "--quiet"];
    expect(await runCli([...args, ...options])).toMatchObject({ code: 0, stderr: "" });
    const expected = await predictedLines(model, file, options);
    expect(filesOf(out)).toEqual({ "lines.txt.jsonl": expected });
    expect(expected).not.toBe(await predictedLines(model, file));
    const { error } = await runCommand(args);
    expect(error).toContain("expected a new folder, or that of a scoring by the same model");
  });

  test("killed by the system again and again, ends with the same bytes and nothing beside them", async () => {
    const folder = newFolder();
    const file = path.join(folder, "lines.txt");
    writeFileSync(file, linesOf(40_000));
    const model = writeSmallModel();
    const out = path.join(folder, "scored");
    const args = ["score", model, "--input", file, "--out", out, "--workers", "2", "--quiet"];
    const chunks = path.join(out, ".score", "chunks");
    for (const count of [2, 5]) {
      const child = startCli(args);
      const exit = waitForExit(child);
      const watch = setInterval(() => {
        const names = existsSync(chunks) ? readdirSync(chunks) : [];
        if (names.filter((name) => !name.endsWith(".part")).length >= count) child.kill("SIGKILL");
      }, 2);
      await exit;
      clearInterval(watch);
    }
    const { code } = await runCli(args);
    expect(code).toBe(0);
    expect(filesOf(out)).toEqual({ "lines.txt.jsonl": await predictedLines(model, file) });
    expect(readdirSync(path.join(out, ".score")).sort()).toEqual(["finished.jsonl", "score.json"]);
  });

  test("scores a file again that has changed since, and leaves the others as they are", async () => {
    const folder = newFolder();
    const [one, two] = ["one.txt", "two.txt"].map((name) => path.join(folder, name));
    writeFileSync(one, "great\n");
    writeFileSync(two, "dull\n");
    const model = writeSmallModel();
    const out = path.join(folder, "scored");
    const args = ["score", model, "--input", one, two, "--out", out, "--quiet"];
    expect((await runCli(args)).code).toBe(0);
    writeFileSync(two, "great\ndull\n");
    writeFileSync(path.join(out, "one.txt.jsonl"), "kept");
    const { stdout } = await runCli(args);
    expect(stdout).toContain("3 texts of 2 files");
    expect(filesOf(out)).toEqual({
      "one.txt.jsonl": "kept",
      "two.txt.jsonl": await predictedLines(model, two),
    });
  });
});

describe("what cannot be scored is named", () => {
  const model = writeSmallModel();
  const out = path.join(newFolder(), "scored");
  const here = newFolder();
  writeFileSync(path.join(here, "a.csv"), "text\ngood\n");
  writeFileSync(path.join(here, "a.csv.jsonl"), '{"text":"good"}\n');
  const score = (...args: readonly string[]) => runCommand(["score", model, ...args]);

  test.each<[string, readonly string[], string]>([
    [
      "a bound that rejects nothing",
      ["--input", path.join(here, "a.csv"), "--reject-below", "0.2"],
      "--reject-below: expected a number from 1/2 to 1",
    ],
    [
      "a file that is not there",
      ["--input", "nope.txt"],
      "--input: expected files, got none (nope.txt)",
    ],
    [
      "a pattern without a match",
      ["--input", path.join(here, "*.tsv")],
      "--input: expected files, got none",
    ],
    ["a folder", ["--input", here], `--input: expected files, got a folder (${here})`],
    [
      "files of one output",
      ["--input", path.join(here, "*")],
      "expected files whose results have names of their own",
    ],
  ])("%s", async (_, args, message) => {
    const { error } = await score(...args, "--out", out);
    expect(error).toContain(message);
    expect(existsSync(out)).toBe(false);
  });

  test("a folder that holds other things, and that of another model", async () => {
    const input = ["--input", path.join(here, "a.csv")];
    expect((await score(...input, "--out", here)).error).toContain(
      `--out: expected a new or empty folder, or one to resume, got one that holds a.csv (at ${here})`,
    );
    expect((await runCli(["score", model, ...input, "--out", out])).code).toBe(0);
    const other = writeSmallModel(["no", "yes"]);
    const { error } = await runCommand(["score", other, ...input, "--out", out]);
    expect(error).toContain("--out: expected a new folder, or that of a scoring by the same model");
  });

  test("a file that is not text, and the option that named it", async () => {
    const file = path.join(newFolder(), "binary.txt");
    writeFileSync(file, Uint8Array.of(0x67, 0xff, 0xfe));
    const into = path.join(newFolder(), "scored");
    const { code, stderr } = await runCli(["score", model, "--input", file, "--out", into]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: --input: expected /);
    expect(readdirSync(path.join(into, ".score"))).not.toContain("run.lock");
  });
});
