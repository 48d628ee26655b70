import { createHash } from "node:crypto";
import { fromBinary } from "@bufbuild/protobuf";
import { loadData } from "@rnn/imdb-data";
import { bidirectional, dense, embedding, lstm, RecurrentNetwork, Sequential } from "@rnn/model";
import { padSequences, toCategorical } from "@rnn/preprocess";
import { OneHotTensor, RandomState, Tensor } from "@rnn/tensor";
import { isCi } from "@rnn/testing/is-ci";
import { ModelProtoSchema } from "onnx-buf";
import { describe, expect, test } from "vitest";
import { encodeOnnx } from "../src/onnx.ts";
import { randomNetwork, smallClassifier } from "./small-classifier.ts";

/** ONNX Runtime, where it has a build for this machine. */
const runtime = await import("onnxruntime-node").catch((error: unknown) => {
  if (isCi) throw error;
  return undefined;
});

/** The probabilities that ONNX Runtime gives for rows of ids. */
async function run(file: Uint8Array, ids: Tensor<"int32">): Promise<Float32Array> {
  if (runtime === undefined) throw new Error("run: expected ONNX Runtime, found none.");
  const session = await runtime.InferenceSession.create(file);
  const { data, shape } = ids.contiguous();
  const feeds = { ids: new runtime.Tensor("int32", data, shape) };
  const { probability } = await session.run(feeds);
  expect(probability.dims).toEqual([shape[0], 1]);
  await session.release();
  return probability.data as Float32Array;
}

/** The largest difference between ONNX Runtime's probabilities and the network's own. */
async function largestError(network: RecurrentNetwork, x: OneHotTensor): Promise<number> {
  const theirs = await run(encodeOnnx(network), x.indices);
  const ours = network.predictProba(x).data;
  return ours.reduce((most, p, n) => Math.max(most, Math.abs(p - theirs[n])), 0);
}

describe("encodeOnnx", () => {
  test("writes opset 17, the graph, and what turns text into ids", () => {
    const classifier = smallClassifier({ lowercase: "ascii", classNames: ["no", "yés"] });
    const { opsetImport, graph, metadataProps } = fromBinary(
      ModelProtoSchema,
      encodeOnnx(classifier),
    );
    expect(opsetImport.map(({ domain, version }) => [domain, version])).toEqual([["", 17n]]);
    expect(graph?.node.map(({ opType }) => opType)).toEqual([
      "Gather",
      "Transpose",
      "RNN",
      "Squeeze",
      "Gemm",
      "Sigmoid",
    ]);
    expect(Object.fromEntries(metadataProps.map(({ key, value }) => [key, value]))).toEqual({
      vocabulary: '[null,null,"good","bad","film","don\'t","été"]',
      maxlen: "6",
      lowercase: "ascii",
      class_names: '["no","yés"]',
    });
  });

  test("gives equal bytes for equal models", () => {
    expect(encodeOnnx(smallClassifier())).toEqual(encodeOnnx(smallClassifier()));
    expect(encodeOnnx(randomNetwork(3))).toEqual(encodeOnnx(randomNetwork(3)));
  });

  test("has given one file for one classifier since the first version", () => {
    expect(createHash("sha256").update(encodeOnnx(smallClassifier())).digest("hex")).toBe(
      "70f5dd173f5ad1c1916588bea46dda00a56800f4204a8a71cce1dedfc7d7e6fa",
    );
  });

  test("takes a network of layers, of two classes or more", () => {
    const layers = [embedding(9, 4, { maskZero: true }), lstm(3), dense(3)];
    const { producerName, graph } = fromBinary(
      ModelProtoSchema,
      encodeOnnx(new Sequential(layers)),
    );
    expect(producerName).toBe("@rnn/text-classifier");
    expect(graph?.output.map(({ name }) => name)).toEqual(["probabilities"]);
  });

  test("wants a model with weights", () => {
    expect(() => encodeOnnx({} as RecurrentNetwork)).toThrow(
      /TextClassifier or a RecurrentNetwork, got Object/,
    );
    expect(() => encodeOnnx(new RecurrentNetwork())).toThrow(/network with weights/);
  });
});

const noRuntime = runtime === undefined ? " (skipped: it has no build for this machine)" : "";

describe.skipIf(runtime === undefined)(`ONNX Runtime${noRuntime}`, () => {
  test.each([
    [1000, 100, 100, 32],
    [1, 1, 2, 1],
    [7, 3, 5, 13],
  ])(
    "gives equal probabilities within 1e-6 for %d random rows of %d ids below %d, %d cells",
    async (count, steps, depth, cells) => {
      const ids = new RandomState(5).randint(0, depth, [count, steps], { dtype: "int32" });
      for (const engine of ["wasm", "reference"] as const) {
        const network = new RecurrentNetwork({ nCells: cells, engine });
        // float64 weights, which the file rounds.
        network.setWeights(randomNetwork(depth, cells).weights);
        const error = await largestError(network, new OneHotTensor(ids, depth));
        expect(error).toBeLessThan(1e-6);
      }
    },
  );

  test("takes any number of rows, none among them, and any number of steps for a network alone", async () => {
    const file = encodeOnnx(randomNetwork(4));
    for (const shape of [
      [0, 3],
      [2, 9],
    ]) {
      const ids = new Tensor(new Int32Array(shape[0] * shape[1]), "int32", shape);
      expect(await run(file, ids)).toHaveLength(shape[0]);
    }
  });

  test("gives those of a classifier of layers within 1e-6", async () => {
    const layers = [embedding(7, 4, { maskZero: true }), bidirectional(lstm(3)), dense(1)];
    const network = new Sequential(layers);
    const classifier = smallClassifier({ network });
    const texts = ["good film", "", "bad bad bad bad bad bad good", "été"];
    const theirs = await run(encodeOnnx(classifier), classifier.input(texts).indices);
    classifier.probabilities(texts).data.forEach((probability, n) => {
      expect(Math.abs(probability - theirs[n])).toBeLessThan(1e-6);
    });
  });

  test("gives calibrated probabilities within 1e-6, and says by what, and what else decides", async () => {
    const layers = [embedding(7, 4, { maskZero: true }), bidirectional(lstm(3)), dense(1)];
    const decision = { temperatures: { rnn: 0.3 }, threshold: 0.7, rejectBelow: 0.8 };
    const texts = ["good film", "", "bad bad bad bad bad bad good", "été"];
    for (const network of [undefined, new Sequential(layers)]) {
      const classifier = smallClassifier({ ...(network && { network }), ...decision });
      const file = encodeOnnx(classifier);
      const theirs = await run(file, classifier.input(texts).indices);
      classifier.probabilities(texts).data.forEach((probability, n) => {
        expect(Math.abs(probability - theirs[n])).toBeLessThan(1e-6);
      });
      const { metadataProps } = fromBinary(ModelProtoSchema, file);
      expect(metadataProps.slice(-3).map(({ key, value }) => `${key} ${value}`)).toEqual([
        "applied_temperature 0.3",
        "threshold 0.7",
        "reject_below 0.8",
      ]);
    }
  });

  test("gives a classifier's probabilities within 1e-6, and refuses other lengths than maxlen", async () => {
    const classifier = smallClassifier();
    const texts = ["good film", "", "bad bad bad bad bad bad good", "été"];
    const { indices } = classifier.input(texts);
    const theirs = await run(encodeOnnx(classifier), indices);
    classifier.probabilities(texts).data.forEach((probability, n) => {
      expect(Math.abs(probability - theirs[n])).toBeLessThan(1e-6);
    });
    const shorter = indices.slice(null, [0, 5]);
    await expect(run(encodeOnnx(classifier), shorter)).rejects.toThrow(/Expected: 6/);
  });

  test.skipIf(!process.env["RNN_DATA_DIR"])(
    "gives equal probabilities within 1e-6 for 1,000 IMDB reviews after an epoch of the chapter",
    async () => {
      const { xTrain, yTrain } = await loadData({ skipTop: 20, numWords: 100 });
      const padded = padSequences(
        xTrain.filter((id) => id > 2),
        { maxlen: 100 },
      );
      const x = toCategorical(padded, { numClasses: 100 });
      const network = new RecurrentNetwork({ nCells: 32, learningRate: 0.01 });
      await network.fit(x, yTrain, { epochs: 1 });
      const rows = Int32Array.from({ length: 1000 }, (_, n) => n);
      expect(await largestError(network, x.take(rows))).toBeLessThan(1e-6);
    },
  );
});
