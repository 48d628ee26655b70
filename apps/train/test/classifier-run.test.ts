import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checkReportData } from "@rnn/run-report";
import { loadTextClassifier, occludeWords } from "@rnn/text-classifier";
import { describe, expect, test } from "vitest";
import { newFolder, startCli, waitForExit } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";

const place = newFolder();
const telling = ["good great fine", "bad dull poor", "odd strange weird"];

/** Texts of classes, each with a word of its class among others. */
function tableOf(name: string, classes: number, texts: number): string {
  const rows = Array.from({ length: texts }, (_, i) => {
    const word = telling[i % classes].split(" ")[Math.floor(i / classes) % 3];
    return `film ${i % 7} was ${word} to see ${i % 11},class ${i % classes}`;
  });
  const file = path.join(place, name);
  writeFileSync(file, `text,label\n${rows.join("\n")}\n`);
  return file;
}

const [two, three] = [tableOf("two.csv", 2, 120), tableOf("three.csv", 3, 180)];
const tested = tableOf("tested.csv", 3, 30);
const small = ["--units", "4", "--epochs", "3"];

async function train(name: string, ...args: string[]) {
  const out = path.join(place, name);
  const result = await runCommand(["train", ...args, "--out", out]);
  expect(result.error).toBeUndefined();
  const readJson = (file: string): unknown =>
    JSON.parse(readFileSync(path.join(out, file), "utf8")) as unknown;
  const classifier = loadTextClassifier(readFileSync(path.join(out, "model.safetensors")));
  return { ...result, out, readJson, classifier };
}

describe("train on texts of one's own", () => {
  test("shows the data, every part with intervals of the differences, and writes the whole run", async () => {
    const args = ["--data", three, "--test", tested, ...small, "--model", "both"];
    const { stdout, out, readJson, classifier } = await train("whole", ...args);
    for (const line of [
      /^ {2}class 2 +60 \(33\.3 %\) +10 \(33\.3 %\)$/m,
      /^144 texts to train on, 36 to validate with, read as words\.$/m,
      /^Epochs \d, trained for [\d.]+ s; the best one, \d, is kept$/m,
      /^On 36 validation texts, which the parts were not trained on:$/m,
      /^n-grams( +\d\.\d{4}){3}$/m,
      /^both together( +\d\.\d{4}){3} {3}\(used\)$/m,
      /^both together less recurrent network: [+-]\d\.\d{4} \(/m,
      /^Validation accuracy {2}\d\.\d{4}$/m,
      /^Test accuracy {8}\d\.\d{4}$/m,
    ]) {
      expect(stdout).toMatch(line);
    }
    expect(classifier.model).toBe("both");
    expect(classifier.classNames).toEqual(["class 0", "class 1", "class 2"]);
    expect(
      readdirSync(out)
        .filter((name) => !name.startsWith("checkpoint"))
        .sort(),
    ).toEqual([
      "config.json",
      "history.json",
      "loss.png",
      "loss.svg",
      "model.safetensors",
      "report.html",
      "report.json",
      "timings.json",
    ]);
    const report = checkReportData(readJson("report.json"));
    expect(report.title).toBe("three.csv: class 0, class 1 or class 2");
    expect(report.data.counts).toEqual({ train: 144, validation: 36, test: 30 });
    expect(report.comparisons.map(({ of, chosen }) => [of, chosen])).toEqual([
      ["validation", "both"],
      ["test", "both"],
    ]);
    const [trace] = report.traces;
    expect(trace).toMatchObject({ models: {}, ngrams: expect.any(Array) as unknown });
    const { text = "", label = 1, models, occlusion } = trace;
    expect(occlusion?.probability).toBe(models?.both);
    const found = occludeWords(classifier, text, { label }).parts.slice(0, 6);
    expect(occlusion?.parts).toEqual(
      found.map((part) => ({ text: part.text, probability: part.probability })),
    );
    expect(report.history.bestEpoch).toBeGreaterThan(0);
    const page = readFileSync(path.join(out, "report.html"), "utf8");
    expect(page).toContain("What each part does");
    expect(readJson("config.json")).toEqual({
      version: 3,
      command: "train",
      model: "both",
      data: three,
      test: [tested],
      units: 4,
      epochs: 3,
      seed: 42,
      engine: "wasm",
    });
  });

  test("gives equal files from its configuration, and from the same options in JSON", async () => {
    const first = await train("first", "--data", two, ...small, "--quiet");
    const again = await train("again", "--config", path.join(first.out, "config.json"), "--json");
    for (const name of ["model.safetensors", "report.json", "loss.svg"]) {
      const [a, b] = [first.out, again.out].map((out) => readFileSync(path.join(out, name)));
      expect(a.equals(b), name).toBe(true);
    }
    const outcome = JSON.parse(again.stdout) as Record<string, unknown>;
    expect(outcome).toMatchObject({
      status: "completed",
      source: { kind: "texts", path: two },
      model: first.classifier.model,
      testAccuracy: null,
      out: again.out,
      warnings: expect.any(Array) as unknown,
      models: { ngrams: { accuracy: outcome["valAccuracy"] } },
    });
  });

  test("trains the network or the n-grams alone where that is asked for", async () => {
    const rnn = await train("rnn", "--data", two, ...small, "--model", "rnn", "--cell", "lstm");
    expect(rnn.classifier.model).toBe("rnn");
    const ngrams = await train("ngrams", "--data", two, "--model", "ngrams", "--json");
    expect(ngrams.classifier.model).toBe("ngrams");
    expect(JSON.parse(ngrams.stdout)).toMatchObject({ losses: [], bestEpoch: null });
    const page = readFileSync(path.join(ngrams.out, "report.html"), "utf8");
    expect(page).toContain("n-grams, without a network");
    expect(page).not.toContain("<h2>Learning</h2>");
    const refused = await runCommand(["export", ngrams.out, "--format", "npz"]);
    expect(refused.error).toContain("expected a model with a network, got one of n-grams alone");
    const exported = await runCommand(["export", rnn.out, "--format", "onnx"]);
    expect([exported.error, exported.stderr]).toEqual([undefined, ""]);
    for (const { out } of [rnn, ngrams]) {
      expect((await runCommand(["report", out])).error).toBeUndefined();
    }
  });

  test("weighs rare classes up, which the configuration keeps", async () => {
    const rows = readFileSync(two, "utf8").split("\n").slice(1, -1);
    const rare = rows.filter((row, i) => row.endsWith("class 0") || i % 10 === 1);
    const file = path.join(place, "rare.csv");
    writeFileSync(file, `text,label\n${rare.join("\n")}\n`);
    const plain = await train("plain", "--data", file, ...small, "--quiet");
    const args = ["--data", file, ...small, "--quiet", "--class-weight", "balanced"];
    const balanced = await train("balanced", ...args);
    expect(balanced.readJson("config.json")).toMatchObject({ classWeight: "balanced" });
    const meanOf = ({ classifier }: typeof plain): number =>
      classifier.probabilities(rare.map((row) => row.split(",")[0])).data.reduce((a, b) => a + b);
    expect(meanOf(balanced)).toBeGreaterThan(meanOf(plain));
  });

  test("names the option for texts that do not do", async () => {
    const file = path.join(place, "one.csv");
    writeFileSync(file, "text,label\na good film,x\na bad film,y\n");
    const { error } = await runCommand(["train", "--data", file, "--out", path.join(place, "one")]);
    expect(error).toMatch(/^--data: expected texts of two classes or more to train on/);
    const size = await runCommand(["train", "--data", two, "--validation-size", "500"]);
    expect(size.error).toMatch(/^--validation-size: expected fewer than the 120 texts/);
  });

  test("says that an option of the chapter's network trains that network", async () => {
    const { stderr, classifier } = await trainChapter();
    expect(stderr).toContain(
      "Note: --n-cells is an option of the chapter's network, which is trained: --model chapter.",
    );
    expect(classifier.network.constructor.name).toBe("RecurrentNetwork");
  });

  async function trainChapter() {
    return train("chapter", "--data", two, "--n-cells", "2", "--epochs", "1", "--quiet");
  }
});

describe("a run that is left", () => {
  const args = ["--data", three, "--units", "8", "--epochs", "40", "--patience", "40", "--quiet"];
  const filesOf = (out: string): string[] => readdirSync(out).sort();

  test("is resumed to the files that it would have had, however often it is left", async () => {
    const whole = await train("unbroken", ...args);
    const out = path.join(place, "broken");
    const child = startCli(["train", ...args, "--checkpoint-every", "0", "--out", out]);
    for (let i = 0; i < 600; i++) {
      const found = readdirSync(place).includes("broken") ? filesOf(out) : [];
      if (found.some((name) => /^checkpoint-00000[1-9]/.test(name))) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill("SIGKILL");
    await waitForExit(child);
    const { error, stderr } = await runCommand(["--resume", out, "--quiet"]);
    expect(error).toBeUndefined();
    expect(stderr).toMatch(/^Resuming after \d+ epochs?( and \d+ batch(es)?)?( on all texts)?\.$/m);
    for (const name of ["model.safetensors", "report.json", "loss.svg"]) {
      const [a, b] = [whole.out, out].map((folder) => readFileSync(path.join(folder, name)));
      expect(a.equals(b), name).toBe(true);
    }
  }, 240_000);

  test("by a signal says how to resume, and leaves a checkpoint and its options", async () => {
    const out = path.join(place, "signalled");
    const child = startCli(["train", ...args, "--json", "--out", out]);
    for (let i = 0; i < 600; i++) {
      const found = readdirSync(place).includes("signalled") ? filesOf(out) : [];
      if (found.some((name) => name.startsWith("checkpoint-"))) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill("SIGINT");
    const { code, stdout, stderr } = await waitForExit(child);
    expect(code).toBe(130);
    expect(stderr).toContain(`Resume with: rnn-train --resume ${out}`);
    expect(JSON.parse(stdout)).toMatchObject({ status: "interrupted", model: null, out });
    expect(filesOf(out)).toContain("config.json");
    expect(filesOf(out)).not.toContain("model.safetensors");
  }, 240_000);

  test("refuses other data, and epochs that its early stopping decides", async () => {
    const out = path.join(place, "signalled");
    const text = readFileSync(three, "utf8");
    writeFileSync(three, text.replace("good", "very good"));
    const { error } = await runCommand(["--resume", out, "--quiet"]);
    writeFileSync(three, text);
    expect(error).toContain("--resume: expected the data that the run began with, got other data");
    const epochs = await runCommand(["--resume", out, "--epochs", "50"]);
    expect(epochs.stderr).toContain("cannot be given when a classifier's run is resumed");
  });
});
