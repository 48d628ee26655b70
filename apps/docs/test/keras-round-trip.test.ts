import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import * as interop from "@rnn/interop";
import * as model from "@rnn/model";
import * as tensorPackage from "@rnn/tensor";
import { findPython } from "@rnn/testing/run-python";
import { runExample } from "@rnn/testing/test-examples";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../src/workspace.ts";

const page = readFileSync(join(root, "docs/keras-round-trip.md"), "utf8");
const blocks = Array.from(page.matchAll(/^```(py|ts)\n([\s\S]*?)^```/gm), ([, language, code]) => ({
  language,
  code,
}));
const [train, , , , keras, torch] = blocks;
const program = blocks
  .filter(({ language }) => language === "ts")
  .map(({ code }) => code)
  .join("\n");

// Keras runs on any backend; without a choice it wants TensorFlow.
process.env["KERAS_BACKEND"] ??= "jax";
const python = findPython("keras");
// Hundreds of megabytes, which the checks of every commit do without.
const pythonWithTorch = process.env["RNN_CI"] ? undefined : findPython("torch");

const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "rnn-round-trip-"));
beforeAll(() => process.chdir(folder));
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

/** What a block says that it prints. */
function listExpected(code: string): string[] {
  return Array.from(code.matchAll(/# => (.*)$/gm), ([, text]) => text);
}

/** What a block prints. */
function runPython(interpreter: string | undefined, code: string): string[] {
  const printed = execFileSync(interpreter ?? "python3", ["-c", code], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return printed.split("\n").filter((line) => line !== "");
}

test.skipIf(python === undefined)(
  "the page on Keras is trained there, here, and read by Keras again",
  async () => {
    expect(blocks.map(({ language }) => language)).toEqual(["py", "ts", "ts", "ts", "py", "py"]);
    expect(runPython(python, train.code)).toEqual(listExpected(train.code));
    await runExample(program, { ...tensorPackage, ...model, ...interop, readFile, writeFile });
    expect(runPython(python, keras.code)).toEqual(listExpected(keras.code));
  },
);

test.skipIf(python === undefined || pythonWithTorch === undefined)("… and by PyTorch", () => {
  expect(runPython(pythonWithTorch, torch.code)).toEqual(listExpected(torch.code));
});

const forward = `
import json
import numpy as np
from safetensors.numpy import load_file
w = load_file("on.safetensors")
x = w["embedding.weight"][np.load("texts.npz")["x"]]
sigmoid = lambda z: 1 / (1 + np.exp(-z))
def gru(x, end):
    weight_ih, weight_hh, bias_ih, bias_hh = [w[f"gru.{n}_l0{end}"] for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
    h = np.zeros((len(x), weight_hh.shape[1]))
    for t in range(x.shape[1]):
        r_x, z_x, n_x = np.split(x[:, t] @ weight_ih.T + bias_ih, 3, 1)
        r_h, z_h, n_h = np.split(h @ weight_hh.T + bias_hh, 3, 1)
        z = sigmoid(z_x + z_h)
        h = (1 - z) * np.tanh(n_x + sigmoid(r_x + r_h) * n_h) + z * h
    return h
h = np.concatenate((gru(x, ""), gru(x[:, ::-1], "_reverse")), 1)
theirs = sigmoid(h @ w["linear.weight"].T + w["linear.bias"])[:, 0]
print(np.abs(theirs - json.load(open("on.json"))).max() < 1e-6)  # => True
`;

test.skipIf(python === undefined)("… and by PyTorch's formulas in NumPy", () => {
  expect(runPython(python, forward)).toEqual(listExpected(forward));
});
