import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { changeDecision, loadTextClassifier } from "@rnn/text-classifier";
import { describe, expect, test } from "vitest";
import { createApp } from "../src/serve/create-app.ts";
import { newFolder } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { writeSmallModel, writeThreeClassModel } from "./small-model.ts";

const plain = writeSmallModel();
/** The same model, not sure of what is less than 0.7 probable. */
const careful = path.join(newFolder(), "model.safetensors");
const decided = changeDecision(loadTextClassifier(readFileSync(plain)), { rejectBelow: 0.7 });
writeFileSync(careful, decided.save());
const three = await writeThreeClassModel("ngrams");

describe("predict says that it is not sure", () => {
  test("where the model's bound says so, with what it is not sure of", async () => {
    const { stdout } = await runCommand(["predict", careful, "an unknown one"]);
    expect(stdout).toBe("not sure (bad 0.5000)  an unknown one\n");
    const sure = await runCommand(["predict", careful, "a great one"]);
    expect(sure.stdout).toBe("good 0.9076  a great one\n");
    const top = await runCommand(["predict", careful, "an unknown one", "--top", "2"]);
    expect(top.stdout).toBe("not sure (bad 0.5000, good 0.5000)  an unknown one\n");
  });

  test("as a class and label of null in JSON", async () => {
    const { stdout } = await runCommand(["predict", careful, "an unknown one", "--json"]);
    expect(JSON.parse(stdout)).toEqual({
      text: "an unknown one",
      className: null,
      label: null,
      probability: 0.5,
      rejected: true,
      wordCount: 3,
      readCount: 0,
      probabilities: { bad: 0.5, good: 0.5 },
    });
    const sure = await runCommand(["predict", careful, "a great one", "--json"]);
    expect(JSON.parse(sure.stdout)).toMatchObject({ className: "good", label: 1, rejected: false });
  });

  test("where --reject-below says so, in place of the model's bound", async () => {
    const { stdout } = await runCommand(["predict", plain, "great", "--reject-below", "0.95"]);
    expect(stdout).toBe("not sure (good 0.9076)  great\n");
    const looser = await runCommand(["predict", careful, "x", "--reject-below", "0.5"]);
    expect(looser.stdout).toBe("bad 0.5000  x\n");
  });

  test("below a half too, where a threshold takes texts for the less probable class", async () => {
    const strict = path.join(newFolder(), "model.safetensors");
    const byThreshold = changeDecision(loadTextClassifier(readFileSync(plain)), {
      threshold: 0.95,
    });
    writeFileSync(strict, byThreshold.save());
    const taken = await runCommand(["predict", strict, "great"]);
    expect(taken.stdout).toBe("bad 0.0924  great\n");
    const { stdout } = await runCommand(["predict", strict, "great", "--reject-below", "0.3"]);
    expect(stdout).toBe("not sure (bad 0.0924)  great\n");
  });

  test("never where nothing asks for it", async () => {
    const { stdout } = await runCommand(["predict", plain, "an unknown one", "--json"]);
    expect(JSON.parse(stdout)).not.toHaveProperty("rejected");
    expect(JSON.parse(stdout)).toMatchObject({ className: "bad", label: 0 });
  });
});

test.each([
  [
    "0",
    /option '--reject-below <p>' argument '0' is invalid\. Expected a number above 0 and at most 1/,
  ],
  ["NaN", /argument 'NaN' is invalid/],
  ["80", /argument '80' is invalid/],
  [
    "0.2",
    /^--reject-below: expected a number from 1\/3 to 1, since the likeliest of 3 classes is never less probable, got 0\.2/,
  ],
])("--reject-below %s of three classes is refused", async (bound, message) => {
  for (const command of [
    ["predict", three, "a"],
    ["serve", three, "--port", "0"],
  ]) {
    const { error, stderr } = await runCommand([...command, "--reject-below", bound]);
    expect(`${String(error)}\n${stderr}`).toMatch(message);
  }
});

test("serve answers with a class of null where the model is not sure, as its document says", async () => {
  const app = createApp(decided, { maxBytes: 1000, maxTexts: 3 });
  const body = JSON.stringify({ texts: ["great", "unknown"] });
  const headers = { "content-type": "application/json" };
  const response = await app.request("/classify", { method: "POST", body, headers });
  expect(await response.json()).toMatchObject({
    predictions: [
      { className: "good", label: 1, rejected: false },
      { className: null, label: null, rejected: true, probability: 0.5 },
    ],
  });
  const document = JSON.stringify(await (await app.request("/openapi.json")).json());
  expect(document).toContain("null where the text is rejected");
  expect(document).toContain('"rejected"');
});

describe("evaluate", () => {
  const data = path.join(newFolder(), "texts.csv");
  writeFileSync(data, "text,label\ngreat,good\ngreat film,bad\nunknown,good\ndull,bad\n");

  test("shows how many texts are not sure, how good the rest is, and the calibration error", async () => {
    const { stdout } = await runCommand(["evaluate", careful, "--data", data, "--quiet"]);
    expect(stdout).toMatch(/^Accuracy {2}0\.5000$/m);
    expect(stdout).toMatch(/^ECE {7}0\.\d{4} {3}\(expected calibration error, 15 bins\)$/m);
    expect(stdout).toMatch(
      /^Not sure {2}0\.2500 {3}\(1 texts, below 0\.7; accuracy of the rest 0\.6667\)$/m,
    );
    const json = await runCommand([
      "evaluate",
      plain,
      "--data",
      data,
      "--reject-below",
      "0.7",
      "--json",
    ]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      rejection: { below: 0.7, rejected: 1, share: 0.25, accuracy: expect.closeTo(2 / 3, 12) },
      expectedCalibrationError: expect.any(Number),
    });
    const without = await runCommand(["evaluate", plain, "--data", data, "--json"]);
    expect(JSON.parse(without.stdout)).not.toHaveProperty("rejection");
  });

  test("takes texts for the classes that the model's threshold gives", async () => {
    const strict = path.join(newFolder(), "model.safetensors");
    const model = changeDecision(loadTextClassifier(readFileSync(plain)), { threshold: 0.95 });
    writeFileSync(strict, model.save());
    const { stdout } = await runCommand(["evaluate", strict, "--data", data, "--json", "--quiet"]);
    expect(JSON.parse(stdout)).toMatchObject({
      threshold: 0.95,
      confusion: [
        [2, 0],
        [2, 0],
      ],
      mistakes: [
        { text: "unknown", readAs: "bad", probability: 0.5 },
        { text: "great", readAs: "bad", probability: expect.closeTo(0.0924, 4) },
      ],
    });
    const shown = await runCommand(["evaluate", strict, "--data", data, "--quiet"]);
    expect(shown.stdout).toMatch(/^Accuracy {2}0\.5000 {3}\(good above 0\.9500\)$/m);
  });
});
