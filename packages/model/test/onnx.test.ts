import { fromBinary } from "@bufbuild/protobuf";
import { OneHotTensor, RandomState, Tensor } from "@rnn/tensor";
import { isCi } from "@rnn/testing/is-ci";
import { ModelProtoSchema, type ValueInfoProto } from "onnx-buf";
import { describe, expect, test } from "vitest";
import {
  bidirectional,
  dense,
  dropout,
  embedding,
  globalAveragePooling1d,
  globalMaxPooling1d,
  gru,
  type Layer,
  lstm,
  type Recurrent,
  RecurrentNetwork,
  Sequential,
  simpleRnn,
} from "../src/index.ts";
import { parameterTable } from "../src/network/parameter-table.ts";
import { encodeOnnx } from "../src/onnx.ts";

/** ONNX Runtime, where it has a build for this machine. */
const runtime = await import("onnxruntime-node").catch((error: unknown) => {
  if (isCi) throw error;
  return undefined;
});

/** What ONNX Runtime gives for an input, and its shape. */
async function run(
  file: Uint8Array,
  x: Tensor<"int32"> | Tensor,
): Promise<{ values: Float32Array; dims: readonly number[] }> {
  if (runtime === undefined) throw new Error("run: expected ONNX Runtime, found none.");
  const session = await runtime.InferenceSession.create(file);
  const { data, shape } = x.contiguous();
  const feeds =
    data instanceof Int32Array
      ? { ids: new runtime.Tensor("int32", data, shape) }
      : { x: new runtime.Tensor("float32", Float32Array.from(data), shape) };
  const results = await session.run(feeds);
  const [output] = Object.values(results);
  await session.release();
  return { values: output.data as Float32Array, dims: output.dims };
}

const features = 11;

/** A network of random weights everywhere, biases too. */
function randomNetwork(layers: readonly Layer[], seed = 1, inputDim = features): Sequential {
  const network = new Sequential(layers, { engine: "reference" });
  const random = new RandomState(seed);
  const table = parameterTable({ layers, features: inputDim });
  network.setWeights(
    Object.fromEntries(table.map(({ key, shape }) => [key, random.uniform(-0.7, 0.7, shape)])),
  );
  return network;
}

/** The largest difference between ONNX Runtime's probabilities and the network's own. */
async function largestError(
  network: Sequential,
  ...inputs: readonly (Tensor<"int32"> | Tensor)[]
): Promise<number> {
  const file = encodeOnnx(network);
  let largest = 0;
  for (const x of inputs) {
    const ours = network.predictProba(x);
    const { values, dims } = await run(file, x);
    expect(dims).toEqual(ours.rank === 1 ? [ours.size, 1] : ours.shape);
    for (const [i, p] of ours.data.entries()) largest = Math.max(largest, Math.abs(p - values[i]));
  }
  return largest;
}

const { data: words } = new RandomState(3).randint(1, features, [6, 9], { dtype: "int32" });
/** Ids that are 0 where `isPadding` says. */
function idsWith(isPadding: (row: number, step: number) => boolean): Tensor<"int32"> {
  const ids = words.map((id, i) => (isPadding(Math.floor(i / 9), i % 9) ? 0 : id));
  return new Tensor(ids, "int32", [6, 9]);
}

/** A plan of up to four recurrent layers and up to twelve classes, and ids that it reads. */
function randomPlan(seed: number): {
  layers: readonly Layer[];
  inputDim: number;
  ids: Tensor<"int32">;
} {
  const random = new RandomState(seed);
  const upTo = (most: number): number => random.randint(1, most + 1);
  const pick = <T>(...choices: readonly T[]): T => choices[random.randint(0, choices.length)];
  const cell = (): Recurrent =>
    pick<Recurrent>(
      simpleRnn(upTo(20)),
      lstm(upTo(20)),
      gru(upTo(20)),
      gru(upTo(20), { resetAfter: false }),
    );
  const recurrent = (): Layer => pick<Layer>(cell(), bidirectional(cell()));
  const inputDim = 1 + upTo(30);
  const layers = [
    embedding(inputDim, upTo(30), { maskZero: pick(true, true, false) }),
    dropout(0.3),
    ...pick<Layer[]>([], [recurrent()], [recurrent(), recurrent(), recurrent()]),
    ...pick<Layer[]>(
      [globalAveragePooling1d()],
      [globalMaxPooling1d()],
      [globalMaxPooling1d({ ignoreMask: true })],
      [cell()],
    ),
    ...pick<Layer[]>([], [dense(upTo(7))]),
    dense(upTo(12)),
  ];
  const shape = [upTo(12), upTo(30)];
  return { layers, inputDim, ids: random.randint(0, pick(2, inputDim), shape, { dtype: "int32" }) };
}

/** Rows of every number of words, 9 to 4, and one of none. */
const masks = {
  none: idsWith(() => false),
  leading: idsWith((n, t) => t < n || n === 5),
  trailing: idsWith((n, t) => t >= 9 - n || n === 5),
  holes: idsWith((n, t) => (t * 7 + n * 3) % 5 < 2 || n === 5),
  "leading, trailing and holes": idsWith((n, t) => t < n || t > 7 || t === 6),
} as const;

const cells: Record<string, Layer & Parameters<typeof bidirectional>[0]> = {
  simpleRnn: simpleRnn(4),
  lstm: lstm(4),
  gru: gru(4),
  "gru, reset before": gru(4, { resetAfter: false }),
};

const ends: Record<string, (cell: (typeof cells)[string]) => Layer[]> = {
  "the last state": (cell) => [cell],
  "the last states of both directions": (cell) => [bidirectional(cell)],
  "their average": (cell) => [cell, globalAveragePooling1d()],
  "the maximum of both directions": (cell) => [bidirectional(cell), globalMaxPooling1d()],
  "the maximum over masked steps too": (cell) => [cell, globalMaxPooling1d({ ignoreMask: true })],
  "that of both directions": (cell) => [
    bidirectional(cell),
    globalMaxPooling1d({ ignoreMask: true }),
  ],
  "a stack of two": (cell) => [cell, dropout(0.5), bidirectional(cell), gru(3)],
  "a stack of both directions": (cell) => [bidirectional(lstm(3)), cell, bidirectional(cell)],
};

/** What a file says of itself. */
function describeFile(file: Uint8Array) {
  const { opsetImport, producerName, metadataProps, graph } = fromBinary(ModelProtoSchema, file);
  const axesOf = ({ name, type }: ValueInfoProto) => [
    name,
    type?.value.case === "tensorType"
      ? type.value.value.shape?.dim.map(({ value }) => value.value)
      : undefined,
  ];
  return {
    opset: opsetImport.map(({ version }) => version),
    producerName,
    metadata: metadataProps.map(({ key, value }) => [key, value]),
    cells: graph?.node.map(({ opType }) => opType).filter((type) => /^(RNN|LSTM|GRU)$/.test(type)),
    inputs: graph?.input.map(axesOf),
    outputs: graph?.output.map(axesOf),
  };
}

const noRuntime = runtime === undefined ? " (skipped: it has no build for this machine)" : "";

describe.skipIf(runtime === undefined)(
  `ONNX Runtime gives equal probabilities within 1e-5${noRuntime}`,
  () => {
    describe.each(Object.entries(cells))("%s", (_, cell) => {
      test.each(Object.entries(ends))("%s, with every mask and without", async (__, end) => {
        for (const [maskZero, outputs] of [
          [true, 1],
          [true, 3],
          [false, 3],
        ] as const) {
          const layers = [embedding(features, 5, { maskZero }), ...end(cell), dense(outputs)];
          const network = randomNetwork(layers);
          expect(await largestError(network, ...Object.values(masks))).toBeLessThan(1e-5);
        }
      });
    });

    test.each([
      ["average", globalAveragePooling1d()],
      ["maximum", globalMaxPooling1d()],
      ["maximum over masked steps too", globalMaxPooling1d({ ignoreMask: true })],
    ])("%s of embeddings, two dense layers", async (_, pooling) => {
      for (const maskZero of [true, false]) {
        const layers = [embedding(features, 5, { maskZero }), dropout(0.3), pooling];
        const network = randomNetwork([...layers, dense(4), dropout(0.1), dense(2)]);
        expect(await largestError(network, ...Object.values(masks))).toBeLessThan(1e-5);
      }
    });

    test.each<[string, Layer[]]>([
      ["a cell", [gru(3)]],
      ["both directions after dropout", [dropout(0.2), bidirectional(lstm(3))]],
      ["pooling", [globalMaxPooling1d()]],
    ])("vectors without an embedding, read by %s", async (_, layers) => {
      const network = randomNetwork([...layers, dense(1)]);
      const x = new RandomState(2).standardNormal([4, 6, features]);
      expect(await largestError(network, x)).toBeLessThan(1e-5);
    });

    test("any number of rows and steps, one of each among them", async () => {
      const layers = [embedding(features, 3, { maskZero: true }), bidirectional(gru(2)), dense(2)];
      const network = randomNetwork(layers);
      for (const shape of [
        [1, 1],
        [40, 2],
        [2, 300],
      ]) {
        const ids = new RandomState(9).randint(0, features, shape, { dtype: "int32" });
        expect(await largestError(network, ids)).toBeLessThan(1e-5);
      }
    });

    test("forty random plans, of widths that are no multiples of anything", async () => {
      for (let seed = 0; seed < 40; seed++) {
        const { layers, inputDim, ids } = randomPlan(seed);
        expect(await largestError(randomNetwork(layers, seed, inputDim), ids)).toBeLessThan(1e-5);
      }
    });

    test("the chapter's network, from ids", async () => {
      const network = new RecurrentNetwork({ nCells: 5 });
      const { none: ids } = masks;
      await network.fit(new OneHotTensor(ids, features), [0, 1, 1, 0, 1, 0], { epochs: 1 });
      const ours = network.predictProba(new OneHotTensor(ids, features)).data;
      const { values } = await run(encodeOnnx(network), ids);
      for (const [n, p] of ours.entries()) expect(Math.abs(p - values[n])).toBeLessThan(1e-6);
    });
  },
);

describe("encodeOnnx", () => {
  const network = randomNetwork([embedding(features, 2), lstm(2), dense(1)]);

  test("writes opset 17, the cells' own nodes, and inputs and outputs with open axes", () => {
    const layers = [embedding(features, 2), lstm(2), bidirectional(gru(3)), dense(4)];
    expect(describeFile(encodeOnnx(randomNetwork(layers)))).toEqual({
      opset: [17n],
      producerName: "@rnn/model",
      metadata: [],
      cells: ["LSTM", "GRU"],
      inputs: [["ids", ["N", "T"]]],
      outputs: [["probabilities", ["N", 4n]]],
    });
    const vectors = randomNetwork([dropout(0.5), simpleRnn(2), dense(1)]);
    const options = { steps: 7, metadata: { note: "한국어" }, producerName: "mine" };
    expect(describeFile(encodeOnnx(vectors, options))).toEqual({
      opset: [17n],
      producerName: "mine",
      metadata: [["note", "한국어"]],
      cells: ["RNN"],
      inputs: [["x", ["N", 7n, 11n]]],
      outputs: [["probability", ["N", 1n]]],
    });
  });

  test("gives equal bytes for equal networks", () => {
    expect(encodeOnnx(Sequential.load(network.save()))).toEqual(encodeOnnx(network));
  });

  test.each<[string, () => unknown, string]>([
    [
      "what is not a network",
      () => encodeOnnx({} as never),
      "encodeOnnx: expected a Sequential or a RecurrentNetwork, got Object.",
    ],
    [
      "a network that does not know its input",
      () => encodeOnnx(new Sequential([lstm(2), dense(1)])),
      "weights: expected a network that knows the width of its input. Call fit, setWeights or load first.",
    ],
    [
      "steps below 1",
      () => encodeOnnx(network, { steps: 0 }),
      "encodeOnnx: expected steps to be a whole number from 1 on, got 0.",
    ],
    [
      "metadata that are not strings",
      () => encodeOnnx(network, { metadata: { maxlen: 3 } as never }),
      "encodeOnnx: expected metadata maxlen to be a string, got 3",
    ],
    [
      "an unknown option",
      () => encodeOnnx(network, { opset: 18 } as never),
      "encodeOnnx: expected the options steps, metadata, producerName, got opset",
    ],
  ])("refuses %s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});
