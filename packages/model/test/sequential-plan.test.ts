import { OneHotTensor, RaggedTensor, tensor, zeros } from "@rnn/tensor";
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
  loadNetwork,
  lstm,
  ModelFileError,
  RecurrentNetwork,
  Sequential,
  simpleRnn,
} from "../src/index.ts";
import {
  mapParameters,
  type ParameterRow,
  parameterTable,
} from "../src/network/parameter-table.ts";
import { decodePlan, encodePlan } from "../src/network/plan-file.ts";
import { encodeSealed } from "../src/network/sealed-file.ts";

const loose = (value: unknown): never => value as never;

const badPlans: readonly [string, unknown, string][] = [
  [
    "ends in no dense",
    [embedding(5, 2), lstm(3)],
    "Sequential: expected dense as the last layer, got lstm (layers[1]). End with dense(1) for two classes, or dense(K) for K.",
  ],
  ["has no layers", [], "Sequential: expected dense as the last layer, got no layers."],
  [
    "reads steps with dense",
    [embedding(5, 2), dense(1)],
    "Sequential: expected one vector a sequence for dense (layers[1]), got one a step from embedding (layers[0]). Put a recurrent layer, globalAveragePooling1d() or globalMaxPooling1d() before it.",
  ],
  [
    "reads the input with dense",
    [dropout(0.1), dense(1)],
    "Sequential: expected one vector a sequence for dense (layers[1]), got one a step from dropout (layers[0]).",
  ],
  [
    "has an embedding after another layer",
    [lstm(3), embedding(5, 2), dense(1)],
    "Sequential: expected embedding (layers[1]) to be the first layer, since it reads ids, got it after lstm (layers[0]). Move it to the front.",
  ],
  [
    "has a recurrent layer after pooling",
    [embedding(5, 2), globalMaxPooling1d(), gru(2), dense(1)],
    "Sequential: expected a vector a step for gru (layers[2]), got one a sequence from globalMaxPooling1d (layers[1]).",
  ],
  [
    "has pooling after dense",
    [lstm(2), dense(3), globalAveragePooling1d(), dense(1)],
    "Sequential: expected a vector a step for globalAveragePooling1d (layers[2]), got one a sequence from dense (layers[1]).",
  ],
  [
    "is not a list",
    lstm(2),
    "Sequential: expected a list of layers, got Object. Give [lstm(8), dense(1)].",
  ],
  [
    "has a layer of another kind",
    [{ kind: "conv1d" }, dense(1)],
    'globalMaxPooling1d, dropout, dense, got "conv1d" (layers[0]). Give what lstm(8), dense(1) and their like give.',
  ],
  [
    "names a layer",
    [embedding(5, 2), "lstm", dense(1)],
    'expected a layer to be an object, got "lstm" (layers[1]). Give what lstm(8), dense(1) and their like give.',
  ],
  [
    "reads vectors with a recurrent layer after dense",
    [embedding(5, 2), gru(2), dense(2), gru(2), dense(1)],
    "Sequential: expected a vector a step for gru (layers[3]), got one a sequence from dense (layers[2]). Put recurrent layers and pooling before the first dense, and nothing but dense and dropout after pooling.",
  ],
  [
    "has dropout last",
    [lstm(3), dense(1), dropout(0.2)],
    "Sequential: expected dense as the last layer, got dropout (layers[2]).",
  ],
  [
    "has both directions of both directions",
    [{ kind: "bidirectional", layer: bidirectional(gru(2)) }, dense(1)],
    'Sequential: bidirectional: expected a recurrent layer (simpleRnn, lstm or gru), got "bidirectional" (layers[0]).',
  ],
  [
    "has an option that its layer does not have",
    [{ kind: "lstm", units: 2, bptt: 3 }, dense(1)],
    "Sequential: lstm: expected the options unitForgetBias, bpttSteps, got bptt (layers[0]). Did you mean bpttSteps?",
  ],
  [
    "has such an option without a value",
    [lstm(2), { kind: "dense", units: 1, activation: null }],
    "Sequential: dense: expected the options units, got activation (layers[1]).",
  ],
  [
    "has a layer with wrong options",
    [{ kind: "lstm", units: -1 }, dense(1)],
    "Sequential: lstm: expected units to be a whole number from 1 to 65535, got -1 (layers[0]).",
  ],
];

describe("a plan is refused that", () => {
  test.each(badPlans)("%s", (_, layers, message) => {
    expect(() => new Sequential(loose(layers))).toThrow(message);
  });

  test("has a hole", () => {
    const layers: Layer[] = [];
    layers[1] = dense(1);
    expect(() => new Sequential(layers)).toThrow(
      "Sequential: expected a layer to be an object, got undefined (layers[0]).",
    );
  });

  test("while one from JSON is as good as any", () => {
    const layers = [embedding(5, 2), bidirectional(gru(3)), dropout(0.5), dense(2)];
    expect(new Sequential(JSON.parse(JSON.stringify(layers))).layers).toEqual(layers);
  });
});

/** A file with these layers, and with their parameters as far as they have any. */
function forge(layers: readonly unknown[]): Uint8Array {
  const plan = { features: 5, layers: layers as Layer[] };
  const table = ((): readonly ParameterRow[] => {
    try {
      return parameterTable(plan);
    } catch {
      return [];
    }
  })();
  return encodeSealed(
    mapParameters(table, ({ shape }) => zeros(shape.map(Math.abs))),
    {
      "rnn.format": "2",
      "rnn.config": JSON.stringify(plan),
      "rnn.history": '{"losses":[],"valLosses":[]}',
    },
  );
}

describe("a file is refused whose plan", () => {
  test.each(badPlans.filter(([, layers]) => Array.isArray(layers)))("%s", (_, layers, message) => {
    const load = (): unknown => Sequential.load(forge(loose(layers)));
    expect(load).toThrow(ModelFileError);
    expect(load).toThrow("Sequential.load: expected a file that Sequential.save made, but ");
    expect(load).toThrow(message.replace(/^Sequential: /, ""));
  });

  test("has an embedding of other ids than its features", () => {
    const load = (): unknown => Sequential.load(forge([embedding(6, 2), lstm(2), dense(1)]));
    expect(load).toThrow(/expected 6 features, the inputDim of embedding, got 5\.$/);
  });
});

describe("an option is refused:", () => {
  test.each<[string, unknown, string]>([
    [
      "an optimizer by name",
      { optimizer: "adam" },
      'expected optimizer to be what sgd(), rmsprop(), adam(), adamw() give, got "adam".',
    ],
    ["a learning rate", { learningRate: 0.1 }, "Give it to the optimizer"],
    ["a loss", { loss: "binary_crossentropy" }, "The last layer decides the loss"],
    ["no batch", { batchSize: 0 }, "Sequential: expected batchSize to be a whole number from 1 to"],
    [
      "an unknown engine",
      { engine: "webgpu" },
      'Sequential: expected engine to be "wasm" or "reference", got "webgpu".',
    ],
  ])("%s", (_, options, message) => {
    expect(() => new Sequential([lstm(2), dense(1)], loose(options))).toThrow(message);
  });
});

describe("input is refused:", () => {
  const network = new Sequential([embedding(5, 2), lstm(2), dense(3)]);
  const vectors = new Sequential([lstm(2), dense(1)]);
  const ids = tensor(
    [
      [1, 2],
      [3, 4],
    ],
    { dtype: "int32" },
  );

  test.each<[string, () => unknown, string]>([
    [
      "an id that embedding does not have",
      () =>
        network.predict(
          tensor(
            [
              [0, 4],
              [1, 5],
            ],
            { dtype: "int32" },
          ),
        ),
      "predict: expected ids from 0 to 4, the inputDim of embedding being 5, got 5 (x at [1, 1]). Give embedding a larger inputDim, or keep fewer words.",
    ],
    [
      "a ragged id below 0",
      () => network.predict(RaggedTensor.fromArrays([[1], [], [2, -3]])),
      "got -3 (x at [2, 1]). Ids are whole numbers from 0 on.",
    ],
    [
      "ids that are not whole",
      () => network.predict(tensor([[0.5]])),
      "got 0.5 (x at [0, 0]). Ids are whole numbers from 0 on.",
    ],
    [
      "one-hot ids for an embedding",
      () => network.predict(new OneHotTensor(ids, 5)),
      "predict: expected x to be ids, a Tensor [N, T] or a RaggedTensor, got a OneHotTensor. Give its indices.",
    ],
    [
      "vectors for an embedding",
      () => network.predict(zeros([2, 3, 5])),
      "predict: expected ids of shape [N, T] with at least one step, got [2, 3, 5].",
    ],
    [
      "a label beyond the classes",
      () => network.score(ids, [0, 3]),
      "score: expected labels from 0 to 2, got 3 (at [1]).",
    ],
    [
      "one-hot labels",
      () => network.score(ids, zeros([2, 3])),
      "score: expected y of shape [N] or [N, 1], got [2, 3]. Give the class of each sequence: argmax(y, { axis: 1 }).",
    ],
    [
      "weights of another shape",
      () => network.setWeights({ ...network.weights, "dense.bias": [1, 2] }),
      "setWeights: expected dense.bias of shape [3] for these layers, got [2].",
    ],
    [
      "a weight that is missing",
      () => network.setWeights({}),
      "setWeights: expected the parameters embedding.embeddings, lstm.kernel, lstm.recurrentKernel, lstm.bias, dense.kernel, dense.bias, got no embedding.embeddings.",
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });

  test("no labelled sequences, wherever there must be some", async () => {
    const none = RaggedTensor.fromArrays([]);
    expect(() => network.score(none, [])).toThrow(
      "score: expected at least one sequence, got none.",
    );
    expect(() => network.lossAndGradients(none, [])).toThrow(
      "lossAndGradients: expected at least one",
    );
    expect(() => network.stateGradients(none, [])).toThrow("stateGradients: expected at least one");
    await expect(network.fit(none, [])).rejects.toThrow("fit: expected at least one sequence, got");
    await expect(network.fit(ids, [0, 1], { xVal: none, yVal: [] })).rejects.toThrow(
      "fit: expected at least one validation sequence, got none.",
    );
    expect(network.predictProba(none).shape).toEqual([0, 3]);
  });

  test("ids without an embedding, with the way to read them", async () => {
    for (const x of [ids, RaggedTensor.fromArrays([[1], [2]])]) {
      await expect(vectors.fit(x, [0, 1])).rejects.toThrow(
        /fit: expected x of vectors \[N, T, D\] for lstm as the first layer, got .* begin with embedding\(inputDim, outputDim\)\./,
      );
    }
  });

  test("weights for another width of input are taken where the width is not fixed", () => {
    const { layers } = vectors;
    const options = { engine: "reference" } as const;
    const learner = new Sequential(layers, options);
    for (const width of [3, 5]) {
      const weights = new Sequential([embedding(2, width), ...layers], options).weights;
      const { "embedding.embeddings": _, ...others } = weights;
      learner.setWeights(others);
      expect(learner.predict(zeros([1, 2, width])).shape).toEqual([1]);
    }
  });

  test("ids of any numeric type are read", () => {
    const expected = network.predictProba(ids);
    for (const dtype of ["float64", "int64", "uint8"] as const) {
      expect(network.predictProba(ids.astype(dtype))).toEqual(expected);
    }
  });
});

test("an option of fit that Keras has elsewhere gets a hint that fits", async () => {
  const network = new Sequential([embedding(5, 2), lstm(2), dense(1)]);
  const x = tensor([[1]], { dtype: "int32" });
  await expect(network.fit(x, [1], loose({ batch_size: 3 }))).rejects.toThrow(
    "Give batchSize to the network: new Sequential(layers, { batchSize }).",
  );
  await expect(network.fit(x, [1], loose({ patience: 3 }))).rejects.toThrow(
    "Give it as earlyStopping: { patience }.",
  );
  await expect(network.fit(x, [1], loose({ class_weight: { 0: 2 } }))).rejects.toThrow(
    "Write it in camelCase: classWeight: { 0: 1, 1: 2 }.",
  );
  await expect(network.fit(x, [1], loose({ early_stopping: { patience: 3 } }))).rejects.toThrow(
    "Write it in camelCase: earlyStopping: { patience: 3 }.",
  );
});

describe("files of one class say which class reads them", () => {
  test("Sequential given the chapter's network, and the other way round", () => {
    const chapter = new RecurrentNetwork({ nCells: 1 });
    chapter.setWeights({ w1h: [[1]], w1x: [[1]], b1: [0], w2: [[1]], b2: [0] });
    const layers = new Sequential([embedding(5, 2), lstm(2), dense(1)]);
    expect(loadNetwork(chapter.save())).toBeInstanceOf(RecurrentNetwork);
    expect(loadNetwork(layers.save()).save()).toEqual(layers.save());
    expect(() => loadNetwork(new Uint8Array(9))).toThrow(ModelFileError);
    expect(() => Sequential.load(chapter.save())).toThrow(
      "Sequential.load: expected a model of format 2, got 1. Read it with RecurrentNetwork.load.",
    );
    expect(() => RecurrentNetwork.load(layers.save())).toThrow(
      "RecurrentNetwork.load: expected a model of format 1, got 2. Read it with Sequential.load.",
    );
  });
});

test("a file whose embedding has other ids than its plan has features is refused", () => {
  const layers = [embedding(5, 2), lstm(2), dense(1)];
  const file = decodePlan(new Sequential(layers).save());
  const forged = encodePlan({ ...file, plan: { layers, features: 6 } });
  expect(() => Sequential.load(forged)).toThrow(
    "expected 5 features, the inputDim of embedding, got 6.",
  );
});

describe("summary", () => {
  test("is Keras's table", () => {
    const layers = [embedding(1000, 32), lstm(8), dense(1)];
    expect(new Sequential(layers).summary()).toBe(`Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ embedding (Embedding)           │ (None, None, 32)       │        32,000 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ lstm (LSTM)                     │ (None, 8)              │         1,312 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense (Dense)                   │ (None, 1)              │             9 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 33,321 (130.16 KB)
 Trainable params: 33,321 (130.16 KB)
 Non-trainable params: 0 (0.00 B)`);
  });

  test("leaves open what depends on an input that has not been read", () => {
    const network = new Sequential([dropout(0.5), simpleRnn(2), simpleRnn(3), dense(1)]);
    expect(network.summary()).toContain(
      "│ dropout (Dropout)               │ ?                      │             0 │",
    );
    expect(network.summary()).toContain(
      "│ simpleRnn (SimpleRNN)           │ (None, None, 2)        │   0 (unbuilt) │",
    );
    expect(network.summary()).toContain(
      "│ simpleRnn_1 (SimpleRNN)         │ (None, 3)              │            18 │",
    );
    expect(network.summary()).toContain("Total params: 22 (88.00 B)");
  });
});

test("weights have Keras's names and shapes for NumPy", () => {
  const layers = [embedding(9, 4), bidirectional(gru(3)), simpleRnn(2), dense(2)];
  const weights = new Sequential(layers).kerasWeights();
  expect(Object.entries(weights).map(([name, { shape }]) => [name, shape])).toEqual([
    ["sequential/embedding/embeddings", [9, 4]],
    ["sequential/bidirectional/forward_gru/gru_cell/kernel", [4, 9]],
    ["sequential/bidirectional/forward_gru/gru_cell/recurrent_kernel", [3, 9]],
    ["sequential/bidirectional/forward_gru/gru_cell/bias", [2, 9]],
    ["sequential/bidirectional/backward_gru/gru_cell/kernel", [4, 9]],
    ["sequential/bidirectional/backward_gru/gru_cell/recurrent_kernel", [3, 9]],
    ["sequential/bidirectional/backward_gru/gru_cell/bias", [2, 9]],
    ["sequential/simple_rnn/simple_rnn_cell/kernel", [6, 2]],
    ["sequential/simple_rnn/simple_rnn_cell/recurrent_kernel", [2, 2]],
    ["sequential/simple_rnn/simple_rnn_cell/bias", [2]],
    ["sequential/dense/kernel", [2, 2]],
    ["sequential/dense/bias", [2]],
  ]);
});
