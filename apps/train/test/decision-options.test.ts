import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadTextClassifier } from "@rnn/text-classifier";
import { describe, expect, test } from "vitest";
import { findDecisionWarnings } from "../src/report/describe-decision.ts";
import { newFolder } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";

const place = newFolder();
const telling = ["good great fine", "bad dull poor", "odd strange weird"];

/** Texts of classes, each with a word of its class, but for some, which have that of the next one. */
function tableOf(name: string, classes: number, strangeEvery: number): string {
  const rows = Array.from({ length: 60 * classes }, (_, i) => {
    const word = telling[(i + Number(i % strangeEvery === 1)) % classes].split(" ")[i % 3];
    return `film ${i % 7} was ${word} to see ${i % 11},class ${i % classes}`;
  });
  const file = path.join(place, name);
  writeFileSync(file, `text,label\n${rows.join("\n")}\n`);
  return file;
}

const clean = tableOf("clean.csv", 2, Infinity);
const [two, three] = [tableOf("two.csv", 2, 10), tableOf("three.csv", 3, 10)];

async function train(name: string, ...args: string[]) {
  const out = path.join(place, name);
  const options = ["--model", "ngrams", "--quiet", "--out", out];
  const result = await runCommand(["train", ...options, ...args]);
  expect(result.error).toBeUndefined();
  const classifier = loadTextClassifier(readFileSync(path.join(out, "model.safetensors")));
  const config = JSON.parse(readFileSync(path.join(out, "config.json"), "utf8")) as object;
  return { ...result, out, classifier, config };
}

describe("train", () => {
  test("says how far the probabilities are from what they say, before and after", async () => {
    const { stdout, classifier } = await train("calibrated", "--data", clean);
    const [, after, before] =
      /^Calibration error {4}(0\.\d{4}) {3}\((0\.\d{4}) before calibration\)$/m.exec(stdout) ?? [];
    expect(Number(after)).not.toBe(Number(before));
    expect(classifier.temperatures?.ngrams).toBeGreaterThan(0);
    expect([classifier.threshold, classifier.rejectBelow]).toEqual([undefined, undefined]);
  });

  test("leaves them as they are with --calibration none", async () => {
    const { stdout, classifier } = await train("raw", "--data", clean, "--calibration", "none");
    expect(stdout).toMatch(/^Calibration error {4}0\.\d{4}$/m);
    expect(classifier.temperatures).toBeUndefined();
  });

  test("chooses a threshold for --min-precision, and keeps it with --reject-below in the model", async () => {
    const args = ["--data", two, "--min-precision", "0.75", "--reject-below", "0.6"];
    const { stdout, classifier, config, out } = await train("precise", ...args);
    const [, threshold, precision] =
      /^Threshold {12}(0\.\d{4}) {3}\(precision (\d\.\d{4}), recall \d\.\d{4} of class 1\)$/m.exec(
        stdout,
      ) ?? [];
    expect(classifier.threshold).toBeCloseTo(Number(threshold), 4);
    expect(Number(precision)).toBeGreaterThanOrEqual(0.75);
    expect(stdout).toMatch(/^Not sure {13}0\.\d{4} {3}\(below 0\.6; accuracy of the rest \d/m);
    expect(classifier.rejectBelow).toBe(0.6);
    expect(config).toMatchObject({ minPrecision: 0.75, rejectBelow: 0.6 });
    const again = await train("again", "--config", path.join(out, "config.json"));
    expect(again.classifier.save()).toEqual(classifier.save());
  });

  test("chooses one for --min-recall, all of it in JSON", async () => {
    const { stdout, classifier } = await train(
      "found",
      "--data",
      two,
      "--min-recall",
      "0.9",
      "--json",
    );
    const { decision } = JSON.parse(stdout) as { decision: Record<string, unknown> };
    expect(decision).toMatchObject({
      calibration: { before: expect.any(Number), after: expect.any(Number) },
      threshold: { threshold: classifier.threshold, isReached: true },
      rejection: null,
    });
  });

  test("of the chapter's network has none of these options", async () => {
    const { stderr } = await runCommand([
      "train",
      "--data",
      two,
      "--model",
      "chapter",
      "--reject-below",
      "0.8",
    ]);
    expect(stderr).toMatch(/option '--reject-below <p>' is not one of the chapter's network/);
  });
});

test.each([
  [
    ["--reject-below", "0.2"],
    /^--data: expected --reject-below to be a number from 1\/3 to 1, got 0\.2/,
  ],
  [["--reject-below", "NaN"], /Expected a number above 0 and at most 1/],
  [
    ["--min-precision", "0.95"],
    /^--data: expected two classes for --min-precision, got 3\. Leave it out; --reject-below works/,
  ],
  [["--min-recall", "95"], /Expected a number above 0 and at most 1/],
  [["--min-recall", "0.9", "--min-precision", "0.9"], /cannot be used with option/],
  [["--calibration", "platt"], /Allowed choices are temperature, none/],
])("train on three classes refuses %o before it trains", async (args, message) => {
  const out = path.join(place, "refused");
  const { error, stderr } = await runCommand(["train", "--data", three, "--out", out, ...args]);
  expect(`${String(error)}\n${stderr}`.replace(/^UsageError.*\n|^Error: /, "")).toMatch(message);
});

test("a precision or recall that is not reached is warned of, with what was", async () => {
  const { classifier } = await train("warned", "--data", two);
  const near = { threshold: 0.9, precision: 0.8, recall: 0.25, isReached: false };
  const warningOf = (threshold: typeof near | undefined, goal: object) =>
    findDecisionWarnings({ threshold, classifier }, goal);
  expect(warningOf(near, { minPrecision: 0.95 })).toEqual([
    {
      code: "threshold-not-reached",
      message:
        '--min-precision: no threshold gives the class "class 1" a precision of 0.95 on the validation texts. ' +
        "The one that was chosen comes nearest, with 0.8000. More texts may help, or a lower precision.",
    },
  ]);
  expect(warningOf(near, { minRecall: 0.5 })[0].message).toMatch(
    /^--min-recall: .* a recall of 0\.5 .* nearest, with 0\.2500\./,
  );
  expect(warningOf(undefined, { minRecall: 0.5 })).toMatchObject([
    { code: "threshold-not-chosen" },
  ]);
  expect(warningOf(undefined, {})).toEqual([]);
  expect(warningOf({ ...near, isReached: true }, { minRecall: 0.2 })).toEqual([]);
});
