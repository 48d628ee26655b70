import { OneHotTensor, tensor } from "@rnn/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { decodeCheckpoint, encodeCheckpoint, RecurrentNetwork } from "../src/index.ts";
import { engines } from "./engines.ts";
import { lastToken } from "./last-token.ts";

const { x, y } = lastToken(8);

describe("an option that Keras has elsewhere gets a hint that fits", () => {
  const network = new RecurrentNetwork({ nCells: 2 });

  test.each([
    ["validationSplit", 0.2, /xVal and yVal/],
    ["validation_split", 0.2, /xVal and yVal/],
    ["validation_data", [x, y], /xVal.*yVal/],
    ["batch_size", 16, /new RecurrentNetwork\(\{ batchSize \}\)/],
    ["learning_rate", 0.1, /new RecurrentNetwork\(\{ learningRate \}\)/],
    ["verbose", 0, /onBatchEnd or onEpochEnd/],
    ["callbacks", [], /onBatchEnd, onEpochEnd and onCheckpoint/],
    ["shuffle", false, /which seed decides/],
    ["initial_epoch", 3, /resume/],
    ["x_val", x, /Did you mean xVal\?/],
    ["epoch", 3, /Did you mean epochs\?/],
  ])("fit: %s", async (name, value, hint) => {
    const options = { [name]: value };
    await expect(network.fit(x, y, options)).rejects.toThrow(hint);
    await expect(network.fit(x, y, options)).rejects.toThrow(`got ${name}.`);
    await expect(network.fit(x, y, options)).rejects.toThrow(TypeError);
  });

  test.each([
    ["units", 8, /nCells/],
    ["hidden_size", 8, /nCells/],
    ["epochs", 5, /fit\(x, y, \{ epochs \}\)/],
    ["optimizer", "adam", /learningRate/],
    ["learning_rate", 0.1, /Did you mean learningRate\?/],
    ["batch_size", 16, /Did you mean batchSize\?/],
  ])("RecurrentNetwork: %s", (name, value, hint) => {
    expect(() => new RecurrentNetwork({ [name]: value })).toThrow(hint);
  });
});

describe("a setting far too large gets an error that names it", () => {
  test.each([
    [{ nCells: 1e7 }, /nCells to be a whole number from 1 to 18912, got 10000000/],
    [{ nCells: 1e7, engine: "reference" }, /nCells to be a whole number from 1 to 65535/],
    [{ batchSize: 1e12 }, /batchSize to be a whole number from 1 to 2147483647/],
  ] as const)("%j", (options, message) => {
    expect(() => new RecurrentNetwork(options)).toThrow(RangeError);
    expect(() => new RecurrentNetwork(options)).toThrow(message);
  });

  test.each(engines)("a batch of more features than $engine has room for", async ({ engine }) => {
    const wide = new OneHotTensor(tensor([[0, 1]], { dtype: "int32" }), 2 ** 31 - 1);
    const network = new RecurrentNetwork({ nCells: 40, engine });
    await expect(network.fit(wide, [1])).rejects.toThrow(/nCells 40/);
  });

  test.each(engines)("a batch larger than the data is all of the data: $engine", async (given) => {
    const { engine } = given;
    const network = new RecurrentNetwork({ nCells: 2, batchSize: 1e9, bpttSteps: 1e9, engine });
    const whole = new RecurrentNetwork({ nCells: 2, batchSize: 8, bpttSteps: 6, engine });
    await network.fit(x, y, { epochs: 2 });
    await whole.fit(x, y, { epochs: 2 });
    expect(network.weights).toEqual(whole.weights);
  });
});

test("files are bytes in memory of their own, and are read from an ArrayBuffer too", async () => {
  const network = new RecurrentNetwork({ nCells: 2 });
  const files: Uint8Array<ArrayBuffer>[] = [];
  await network.fit(x, y, {
    epochs: 1,
    onCheckpoint: (checkpoint) => void files.push(encodeCheckpoint(checkpoint)),
  });
  expectTypeOf(network.save()).toEqualTypeOf<Uint8Array<ArrayBuffer>>();
  const saved = network.save();
  expect(new Blob([saved]).size).toBe(saved.length);
  expect(RecurrentNetwork.load(saved.buffer).weights).toEqual(network.weights);
  const [file] = files;
  expect(decodeCheckpoint(file.buffer).checkpoint.weights).toEqual(network.weights);
});
