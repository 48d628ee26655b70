import {
  bidirectional,
  dense,
  embedding,
  gru,
  lstm,
  RecurrentNetwork,
  Sequential,
} from "@rnn/model";
import { decodeNpz, OneHotTensor, tensor } from "@rnn/tensor";
import { findPython, runPython } from "@rnn/testing/run-python";
import { describe, expect, test } from "vitest";
import { encodeWeightsNpz } from "../src/index.ts";
import { randomNetwork } from "./small-classifier.ts";

const names = ["w1h", "w1x", "b1", "w2", "b2"] as const;

describe("encodeWeightsNpz", () => {
  test("holds the five parameters under their names, as they are", async () => {
    const network = randomNetwork(6);
    const arrays = await decodeNpz(await encodeWeightsNpz(network));
    expect(Object.keys(arrays)).toEqual(names);
    for (const name of names) {
      expect(arrays[name].dtype).toBe("float64");
      expect(arrays[name].toArray()).toEqual(network.weights[name].toArray());
    }
  });

  test.each([[undefined], [5], [{}], [{ network: {} }]])(
    "refuses %j by a TypeError",
    async (given) => {
      await expect(encodeWeightsNpz(given as never)).rejects.toThrow(
        /^encodeWeightsNpz: expected network to be a RecurrentNetwork or a Sequential, got /,
      );
    },
  );

  test("holds those of layers under Keras's names, in its shapes", async () => {
    const layers = [embedding(9, 4), bidirectional(lstm(3)), gru(2), dense(3)];
    const network = new Sequential(layers);
    const arrays = await decodeNpz(await encodeWeightsNpz(network));
    expect(arrays).toEqual(network.kerasWeights());
    expect(Object.entries(arrays).map(([name, { shape }]) => `${name} ${shape.join()}`)).toEqual([
      "sequential/embedding/embeddings 9,4",
      "sequential/bidirectional/forward_lstm/lstm_cell/kernel 4,12",
      "sequential/bidirectional/forward_lstm/lstm_cell/recurrent_kernel 3,12",
      "sequential/bidirectional/forward_lstm/lstm_cell/bias 12",
      "sequential/bidirectional/backward_lstm/lstm_cell/kernel 4,12",
      "sequential/bidirectional/backward_lstm/lstm_cell/recurrent_kernel 3,12",
      "sequential/bidirectional/backward_lstm/lstm_cell/bias 12",
      "sequential/gru/gru_cell/kernel 6,6",
      "sequential/gru/gru_cell/recurrent_kernel 2,6",
      "sequential/gru/gru_cell/bias 2,6",
      "sequential/dense/kernel 2,3",
      "sequential/dense/bias 3",
    ]);
  });

  test("gives equal bytes for equal weights", async () => {
    const [first, second] = [3, 3].map((depth) => encodeWeightsNpz(randomNetwork(depth)));
    expect(await first).toEqual(await second);
  });

  test("wants weights", async () => {
    await expect(encodeWeightsNpz(new RecurrentNetwork())).rejects.toThrow(/network with weights/);
  });
});

const python = findPython("numpy");

describe.skipIf(python === undefined)("numpy.load", () => {
  test("reads them, and float64 NumPy gives the reference engine's probabilities within 1e-12", async () => {
    const trained = randomNetwork(6);
    const network = new RecurrentNetwork({ nCells: 5, engine: "reference" });
    network.setWeights(trained.weights);
    const tokens = [0, 0, 3, 1, 5, 2];
    const script = `
import io, json, sys
import numpy as np
class Model: pass
model = Model()
with np.load(io.BytesIO(sys.stdin.buffer.read())) as f:
    for name in f.files:
        setattr(model, name, f[name])
x = np.eye(6)[[${tokens.join()}]][None]
h = np.zeros((1, 5))
for t in range(6):
    h = np.tanh(np.dot(x[:, t], model.w1x) + np.dot(h, model.w1h) + model.b1)
z = np.dot(h, model.w2) + model.b2
print(json.dumps((1 / (1 + np.exp(-z))).tolist()))`;
    const printed = runPython(python, script, await encodeWeightsNpz(network)).toString();
    const x = new OneHotTensor(tensor([tokens], { dtype: "int32" }), 6);
    const [[probability]] = JSON.parse(printed) as number[][];
    expect(probability).toBeCloseTo(network.predictProba(x).at(0), 12);
  });
});
