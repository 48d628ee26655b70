import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dense, embedding, lstm, Sequential } from "@rnn/model";
import { decodeNpz } from "@rnn/tensor";
import { TextClassifier } from "@rnn/text-classifier";
import { encodeOnnx } from "@rnn/text-classifier/onnx";
import { describe, expect, test } from "vitest";
import { newFolder, startNode, waitForExit } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { writeSmallModel } from "./small-model.ts";

const model = writeSmallModel();

describe.each(["npz", "onnx"])("export --format %s", (format) => {
  const exportTo = (out: string, ...more: string[]) =>
    runCommand(["export", model, "--format", format, "--out", out, ...more]);

  test("writes a new file, and the same one again", async () => {
    const out = path.join(newFolder(), "exported");
    for (let time = 1; time <= 2; time++) {
      expect(await exportTo(out)).toEqual({
        stdout: `Written to ${out}\n`,
        stderr: "",
        error: undefined,
      });
    }
    expect(readdirSync(path.dirname(out))).toEqual(["exported"]);
  });

  test("refuses to write over another file, unless with --force", async () => {
    const out = path.join(newFolder(), "exported");
    writeFileSync(out, "mine");
    const { stdout, error } = await exportTo(out);
    expect([stdout, error]).toEqual([
      "",
      `--out: expected a file that is not there yet, got one that is (at ${out}). ` +
        "Name another, or write over it with --force.",
    ]);
    expect(readFileSync(out, "utf8")).toBe("mine");
    expect((await exportTo(out, "--force")).error).toBeUndefined();
    expect(readFileSync(out, "utf8")).not.toBe("mine");
  });

  test("refuses what is not a file, with --force too", async () => {
    const out = path.join(newFolder(), "folder");
    mkdirSync(out);
    for (const more of [[], ["--force"]]) {
      expect((await exportTo(out, ...more)).error).toBe(
        `--out: expected the name of a file, got a folder (at ${out}).`,
      );
    }
    expect(readdirSync(out)).toEqual([]);
  });

  test("refuses - as a name, which elsewhere is a stream", async () => {
    expect((await exportTo("-")).stderr).toMatch(
      /^error: option '--out <file>' must name a file: nothing is exported to stdout\./,
    );
  });
});

test("names no option that was not typed where the file beside the model cannot be written", async () => {
  const folder = newFolder();
  const copy = path.join(folder, "model.safetensors");
  writeFileSync(copy, readFileSync(model));
  mkdirSync(path.join(folder, "model.npz"));
  expect((await runCommand(["export", copy, "--format", "npz"])).error).toMatch(
    /^export: expected a file that can be written, got a folder \(at .*model\.npz\)\. Name another with --out\.$/,
  );
});

describe("a model of layers", () => {
  const network = new Sequential([embedding(3, 2, { maskZero: true }), lstm(2), dense(1)]);
  const vocabulary = [null, "great", "dull"];
  const classifier = new TextClassifier({ network, vocabulary, maxlen: 20 });
  const file = path.join(newFolder(), "model.safetensors");
  writeFileSync(file, classifier.save());

  test("becomes weights under Keras's names", async () => {
    const out = path.join(newFolder(), "model.npz");
    expect((await runCommand(["export", file, "--format", "npz", "--out", out])).error).toBe(
      undefined,
    );
    expect(await decodeNpz(readFileSync(out))).toEqual(network.kerasWeights());
  });

  test("becomes a network for ONNX runtimes", async () => {
    const out = path.join(newFolder(), "model.onnx");
    expect((await runCommand(["export", file, "--format", "onnx", "--out", out])).error).toBe(
      undefined,
    );
    expect(readFileSync(out).equals(encodeOnnx(classifier))).toBe(true);
  });
});

test.skipIf(process.platform === "win32")(
  "an export that is interrupted while it writes leaves nothing",
  async () => {
    const folder = newFolder();
    // The signal comes when the file that is to take the name is open.
    const script = `
      const fs = await import("node:fs/promises");
      const { writeFile } = await import("./src/run/write-file.ts");
      const endless = { async *[Symbol.asyncIterator]() {
        yield Buffer.alloc(10);
        process.kill(process.pid, "SIGINT");
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      } };
      await writeFile(${JSON.stringify(path.join(folder, "model.npz"))}, endless);
    `;
    const { code } = await waitForExit(startNode(["--input-type=module", "--eval", script]));
    expect(code).not.toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  },
);
