import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { newFolder } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { writeSmallModel } from "./small-model.ts";

const small = ["--maxlen", "4", "--n-cells", "2", "--epochs", "1", "--quiet", "--json"];

/** A table of so many films of each label, under a name in a new folder. */
function table(name: string, labels: readonly string[], each = 30): string {
  const rows = labels.flatMap((label) =>
    Array.from({ length: each }, (_, i) => `film ${label} ${name} ${i},${label}`),
  );
  const file = path.join(newFolder(), name);
  writeFileSync(file, `text,label\n${rows.join("\n")}\n`);
  return file;
}

interface Found {
  readonly source: unknown;
  readonly testAccuracy: number | null;
  readonly warnings: readonly { readonly message: string }[];
}

async function train(...args: string[]) {
  const out = path.join(newFolder(), "run");
  const result = await runCommand(["train", ...small, "--out", out, ...args]);
  const found = result.stdout === "" ? undefined : (JSON.parse(result.stdout) as Found);
  const readJson = (name: string) =>
    JSON.parse(readFileSync(path.join(out, name), "utf8")) as Record<string, unknown>;
  return { ...result, found, out, readJson };
}

describe("train on several sources", () => {
  test.each([
    ["after one option", (a: string, b: string) => ["--data", a, b]],
    ["by the option repeated", (a: string, b: string) => ["--data", a, "--data", b]],
  ])("given %s reads all, and keeps them for another run", async (_, give) => {
    const [a, b] = [table("a.csv", ["bad"]), table("b.csv", ["good"])];
    const { error, found, readJson } = await train(...give(a, b));
    expect(error).toBeUndefined();
    expect(found?.source).toEqual({ kind: "texts", path: a, morePaths: [b] });
    expect(readJson("config.json")).toMatchObject({ data: [a, b] });
    const report = readJson("report.json") as { config: object; data: object; title: string };
    expect(report.title).toBe("a.csv, b.csv: bad or good");
    expect(report.config).toMatchObject({ data: "a.csv, b.csv" });
    expect(report.data).toMatchObject({ counts: { train: 48, validation: 12, test: 0 } });
  });

  test("repeats and resumes a run of several from its configuration", async () => {
    const [a, b] = [table("a.csv", ["bad"]), table("b.csv", ["good"])];
    const tested = table("t.csv", ["good", "bad"], 3);
    const first = await train("--data", a, b, "--test", tested, "--limit", "40");
    const config = path.join(first.out, "config.json");
    expect(first.readJson("config.json")).toMatchObject({ test: [tested], limit: 40 });
    const again = await train("--config", config);
    expect(again.readJson("history.json")).toEqual(first.readJson("history.json"));
    expect(again.readJson("report.json")).toEqual(first.readJson("report.json"));
    const more = ["--epochs", "2", "--quiet", "--json"];
    const resumed = await runCommand(["train", "--resume", first.out, ...more]);
    expect(resumed.error).toBeUndefined();
    expect(JSON.parse(resumed.stdout)).toMatchObject({ status: "completed" });
  });

  test("reads stdin among them, but once", async () => {
    const file = table("a.csv", ["bad"]);
    const out = path.join(newFolder(), "run");
    const stdin = [Buffer.from("text,label\nmore,good\nand more,good\n")];
    const args = ["train", ...small, "--out", out, "--data", file, "-"];
    expect((await runCommand(args, { stdin })).error).toBeUndefined();
    expect((await train("--data", "-", "-")).error).toMatch(
      /^--data: expected each source once, got one twice \(in stdin\)/,
    );
    const both = await train("--data", "-", "--test", "-");
    expect(both.error).toMatch(/expected stdin for --data or --test, got it for both/);
  });

  test("refuses the reviews beside others", async () => {
    const { stderr, error } = await train("--data", "synthetic", table("a.csv", ["bad"]));
    expect(error).toBeDefined();
    expect(stderr).toMatch(/'--data' must name one source of these reviews/);
  });
});

describe("--test", () => {
  test("is what a run is tested with, its labels named as the classes are", async () => {
    const data = table("a.csv", ["bad", "good"]);
    const tested = table("t.csv", ["Good"], 4);
    const { found, readJson } = await train("--data", data, "--test", tested);
    expect(found?.testAccuracy).not.toBeNull();
    expect(found?.warnings.map(({ message }) => message)).toContain(
      'The label "Good" is read as the class "good".',
    );
    const report = readJson("report.json") as { config: object; data: object };
    expect(report.data).toMatchObject({ counts: { train: 48, validation: 12, test: 4 } });
    expect(report.config).toMatchObject({ test: "t.csv" });
  });

  test("names labels that no class has, and files that are not there", async () => {
    const data = table("a.csv", ["bad", "good"]);
    expect((await train("--data", data, "--test", table("t.csv", ["ugly"]))).error).toMatch(
      /^--test: expected the classes of --data "bad", "good" as labels, got "ugly" \(in .*t\.csv\)\. --data has no class "ugly" \(30 rows\)\. .*leave the rows out, add rows of them to --data/,
    );
    expect((await train("--data", data, "--test", "none.csv")).error).toMatch(
      /^--test: .*none\.csv/,
    );
  });

  test("is refused where the data has a part for testing, and of the reviews", async () => {
    const folder = newFolder();
    for (const part of ["train", "test"]) {
      for (const name of ["neg", "pos"]) {
        mkdirSync(path.join(folder, part, name), { recursive: true });
        writeFileSync(path.join(folder, part, name, "1.txt"), name);
      }
    }
    const tested = table("t.csv", ["neg", "pos"]);
    expect((await train("--data", folder, "--test", tested)).error).toMatch(
      /^--test: expected data without a part for testing/,
    );
    expect((await train("--data", "synthetic", "--test", tested)).stderr).toMatch(
      /'--test' is for texts of your own/,
    );
  });
});

describe("--limit", () => {
  test("trains on a sample, and says so", async () => {
    const data = table("a.csv", ["bad", "good"]);
    const { found, stderr, readJson } = await train("--data", data, "--limit", "20", "--seed", "3");
    const remark = "Only 20 of 60 texts are used, a sample drawn by seed 3.";
    expect(found?.warnings.map(({ message }) => message)).toContain(remark);
    expect(stderr).toContain(`Note: ${remark}`);
    const report = readJson("report.json") as { data: object };
    expect(report.data).toMatchObject({ counts: { train: 16, validation: 4, test: 0 } });
  });

  test("must be a count", async () => {
    const { stderr } = await train("--data", table("a.csv", ["a", "b"]), "--limit", "0");
    expect(stderr).toMatch(/--limit.*Expected a whole number from 1 on/);
  });
});

describe("--weight-column", () => {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const label = ["bad", "good"][i % 2];
    return `film ${label} ${i % 20},${label},${1 + (i % 3)}`;
  });
  const weighted = (): string => {
    const file = path.join(newFolder(), "w.csv");
    writeFileSync(file, `text,label,w\n${rows.join("\n")}\n`);
    return file;
  };
  const ngrams = ["--model", "ngrams", "--quiet", "--json"];

  test("weighs the texts in training, and is kept for another run", async () => {
    const file = weighted();
    const out = path.join(newFolder(), "run");
    const args = ["train", ...ngrams, "--data", file];
    const result = await runCommand([...args, "--weight-column", "w", "--out", out]);
    expect(result.error).toBeUndefined();
    const remark =
      "The weights count in training alone: in accuracies, losses and all other figures";
    expect(result.stderr).toContain(remark);
    expect(result.stdout).toContain(remark);
    const config = path.join(out, "config.json");
    expect(JSON.parse(readFileSync(config, "utf8"))).toMatchObject({ weightColumn: "w" });
    const [again, plain] = [path.join(newFolder(), "run"), path.join(newFolder(), "run")];
    await runCommand(["train", "--config", config, "--out", again, "--quiet", "--json"]);
    await runCommand([...args, "--out", plain]);
    const modelOf = (run: string) => readFileSync(path.join(run, "model.safetensors"));
    expect(modelOf(again)).toEqual(modelOf(out));
    expect(modelOf(plain)).not.toEqual(modelOf(out));
  });

  test("names a column that is not there, and is not for the chapter's network", async () => {
    const args = ["train", "--data", weighted(), "--weight-column"];
    expect((await runCommand([...args, "weights", ...ngrams])).error).toMatch(
      /^--data: expected the column "weights".*--weight-column/,
    );
    const { stderr } = await runCommand([...args, "w", "--model", "chapter"]);
    expect(stderr).toMatch(/'--weight-column <name>' is not one of the chapter's network/);
  });
});

describe("--encoding", () => {
  /** A table in EUC-KR, "좋다" and "나빠" by turns. */
  const korean = (): string => {
    const words = [
      [0xc1, 0xc1, 0xb4, 0xd9],
      [0xb3, 0xaa, 0xba, 0xfc],
    ];
    const row = (i: number) => [
      ...words[i % 2],
      ...Buffer.from(` film ${i},${["good", "bad"][i % 2]}\n`),
    ];
    const rows = Array.from({ length: 60 }, (_, i) => row(i)).flat();
    const file = path.join(newFolder(), "k.csv");
    writeFileSync(file, Uint8Array.from([...Buffer.from("text,label\n"), ...rows]));
    return file;
  };

  test("is that of the texts to train, score and classify, and is kept for another run", async () => {
    const data = korean();
    const out = path.join(newFolder(), "run");
    const args = ["train", "--model", "ngrams", "--quiet", "--json", "--data", data, "--out", out];
    expect((await runCommand([...args, "--encoding", "cp949"])).error).toBeUndefined();
    const config = readFileSync(path.join(out, "config.json"), "utf8");
    expect(JSON.parse(config)).toMatchObject({ encoding: "cp949" });
    const scored = ["evaluate", out, "--data", data, "--encoding", "euc-kr", "--json", "--quiet"];
    expect(JSON.parse((await runCommand(scored)).stdout)).toMatchObject({ accuracy: 1 });
    const stdin = [Uint8Array.of(0xc1, 0xc1, 0xb4, 0xd9, 10)];
    const { stdout } = await runCommand(["predict", out, "--encoding", "euc-kr"], { stdin });
    expect(stdout).toMatch(/^good 0\.\d+ {2}좋다\n$/);
  });

  test("is advised where texts are not in UTF-8, and named where it is unknown or not theirs", async () => {
    const data = korean();
    const { error } = await train("--data", data);
    expect(error).toMatch(/^--data: expected text in UTF-8, got the byte 0xc1 .*--encoding euc-kr/);
    expect((await train("--data", data, "--encoding", "korea")).error).toBe(
      '--encoding: expected one such as "euc-kr", "gb18030", "shift_jis" or "windows-1252", got "korea".',
    );
    expect((await train("--data", data, "--encoding", "utf-16le")).error).toMatch(
      /^--data: expected text in utf-16le, got .*\(in .*k\.csv:\d+\)/,
    );
  });
});

describe("options of a table", () => {
  test("are refused where the chapter's reviews are read", async () => {
    for (const [option, value] of [
      ["--text-column", "text"],
      ["--label-column", "label"],
      ["--delimiter", ";"],
      ["--escape", "\\"],
      ["--encoding", "euc-kr"],
      ["--positive", "pos"],
    ]) {
      const { stderr } = await train("--data", "synthetic", option, value);
      expect(stderr).toContain(
        `option '${option}' is for texts of your own; these reviews have their own parts.`,
      );
    }
    const model = writeSmallModel(["negative", "positive"]);
    const { error } = await runCommand([
      "evaluate",
      model,
      "--data",
      "synthetic",
      "--label-column",
      "x",
    ]);
    expect(error).toBe(
      "--label-column: expected texts of your own, got the chapter's reviews. Leave it out.",
    );
  });
});

describe("evaluate", () => {
  const model = writeSmallModel(["negative", "positive"]);

  test("reads several sources, and a sample of them", async () => {
    const args = ["evaluate", model, "--quiet", "--json"];
    for (const name of ["negative", "positive"]) args.push("--data", table("a.csv", [name], 5));
    const { stdout, error } = await runCommand(args);
    expect(error).toBeUndefined();
    expect(JSON.parse(stdout)).toMatchObject({ count: 10 });
    const sampled = await runCommand([...args, "--limit", "4"]);
    expect(JSON.parse(sampled.stdout)).toMatchObject({
      count: 4,
      warnings: expect.arrayContaining([
        "Only 4 of 10 texts are used, a sample drawn by seed 42.",
      ]) as string[],
    });
  });
});
