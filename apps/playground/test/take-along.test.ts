import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { RecurrentNetwork, Sequential } from "@rnn/model";
import { checkReportData } from "@rnn/run-report";
import { TextClassifier, textFormat2 } from "@rnn/text-classifier";
import { describe, expect, test } from "vitest";
import { defaultSettings, type Settings } from "../src/settings/settings.ts";
import { writeProgram } from "../src/training/write-program.ts";
import { classifierOf } from "../src/worker/classifier-of.ts";
import { makeModelFile, makeOnnxFile, makeReportData } from "../src/worker/inspect/make-files.ts";
import { openRun } from "./run-settings.ts";

const small: Settings = { ...defaultSettings, reviews: 201, length: 20, epochs: 2 };

async function train(settings: Settings) {
  const opened = await openRun(settings);
  const done = opened.until("done");
  opened.session.run.play();
  await done;
  return opened;
}

const playground = fileURLToPath(new URL("..", import.meta.url));

/** Runs a program from the packages' sources, and gives the file that it wrote. */
async function runProgram(program: string, ...args: string[]): Promise<Uint8Array> {
  const nearPackages = join(playground, "node_modules", ".programs");
  await mkdir(nearPackages, { recursive: true });
  const folder = mkdtempSync(join(nearPackages, "run-"));
  try {
    await writeFile(join(folder, "train.mts"), program);
    const tsx = join(playground, "node_modules", "tsx", "dist", "cli.mjs");
    const command = [tsx, "--conditions=@rnn/source", "train.mts", ...args];
    await promisify(execFile)(process.execPath, command, { cwd: folder });
    return new Uint8Array(await readFile(join(folder, "model.safetensors")));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe("the program", () => {
  test.each([
    { ...small, cell: "lstm", readout: "maximum" },
    { ...small, cell: "chapter", optimizer: "sgd", rate: 0.1, gradient: "chapter" },
    { ...small, cell: "simple", readout: "average", optimizer: "rmsprop", mask: false },
  ] as const)("of $cell writes the page's own file, byte for byte", async (settings) => {
    const { session } = await train(settings);
    expect(await runProgram(writeProgram(settings))).toEqual(
      new Uint8Array(makeModelFile(session)),
    );
  });

  test("for texts of one's own reads the file that it is given", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rnn-own-"));
    const file = join(folder, "mine.csv");
    const rows = Array.from({ length: 30 }, (_, n) => `${n % 2 ? "great" : "dull"} film,${n % 2}`);
    await writeFile(file, `text,label\n${rows.join("\n")}\n`);
    const bytes = await runProgram(writeProgram({ ...small, data: "own" }), file);
    const classifier = TextClassifier.load(bytes, {
      networks: [Sequential],
      textFormats: [textFormat2],
    });
    expect(classifier.vocabulary).toContain("great");
    await rm(folder, { recursive: true });
  });
});

describe("the files", () => {
  test("of a network load to equal probabilities", async () => {
    const { session } = await train({ ...small, cell: "gru" });
    const loaded = TextClassifier.load(makeModelFile(session), {
      networks: [RecurrentNetwork, Sequential],
    });
    const text = "in the end it was not bad";
    expect(loaded.probability(text)).toBe(classifierOf(session).probability(text));
  });

  test("of ONNX begin as its format says, and the report is one that the command line takes", async () => {
    const { session, epochs } = await train(small);
    const onnx = await makeOnnxFile(session);
    // Field 1, the version of the format, as a varint.
    expect(onnx[0]).toBe(8);
    const report = makeReportData(session, { epochs });
    const read = checkReportData(JSON.parse(JSON.stringify(report)));
    expect(read.evaluation?.accuracy).toBe(epochs.at(-1)?.valAccuracy);
    expect(read.history.losses).toHaveLength(2);
  });
});
