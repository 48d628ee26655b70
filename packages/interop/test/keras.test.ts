import { readFileSync } from "node:fs";
import process from "node:process";
import { inflateSync } from "node:zlib";
import {
  bidirectional,
  dense,
  dropout,
  embedding,
  globalAveragePooling1d,
  globalMaxPooling1d,
  gru,
  lstm,
  Sequential,
  simpleRnn,
} from "@rnn/model";
import { RandomState, tensor } from "@rnn/tensor";
import { readZip, writeZip } from "@rnn/tensor/zip";
import { findPython, runPython } from "@rnn/testing/run-python";
import { expect, test } from "vitest";
import {
  decodeKeras,
  decodeKerasWeights,
  encodeKeras,
  encodeKerasWeights,
  InteropError,
} from "../src/index.ts";
import { writeHdf5 } from "../src/keras/hdf5.ts";

interface Fixture {
  readonly ids: number[][];
  readonly cases: { name: string; file: string; weights: string; probabilities: number[] }[];
}

const fixture = JSON.parse(
  readFileSync(new URL("fixtures/keras.json", import.meta.url), "utf8"),
) as Fixture;
const ids = tensor(fixture.ids, { dtype: "int32" });
const bytesOf = (file: string): Uint8Array =>
  new Uint8Array(inflateSync(Buffer.from(file, "base64")));
const caseOf = (name: string): Fixture["cases"][number] => {
  const found = fixture.cases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
};

/** The largest difference; infinite where there are not as many. */
function distance(actual: Iterable<number>, expected: readonly number[]): number {
  const values = [...actual];
  if (values.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Math.max(...values.map((value, i) => Math.abs(value - expected[i])));
}

for (const { name, file, weights, probabilities } of fixture.cases) {
  test(`a .keras file gives Keras's probabilities to 1e-6: ${name}`, async () => {
    const network = await decodeKeras(bytesOf(file));
    expect(distance(network.predictProba(ids).data, probabilities)).toBeLessThan(1e-6);
  });

  test(`what is written is read again with the same probabilities: ${name}`, async () => {
    const network = await decodeKeras(bytesOf(file));
    const again = await decodeKeras(await encodeKeras(network));
    expect(again.layers).toEqual(network.layers);
    expect(distance(again.predictProba(ids).data, probabilities)).toBeLessThan(1e-6);
  });

  test.skipIf(name === "without biases")(
    `its weights alone are read into its layers: ${name}`,
    async () => {
      const { layers } = await decodeKeras(bytesOf(file));
      const network = await decodeKerasWeights(bytesOf(weights), layers);
      expect(distance(network.predictProba(ids).data, probabilities)).toBeLessThan(1e-6);
    },
  );
}

// Keras runs on any backend; without a choice it wants TensorFlow.
process.env["KERAS_BACKEND"] ??= "jax";
const python = findPython("keras");
const load = `
import base64, json, sys, tempfile
import keras, numpy as np
given = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as folder:
    path = folder + "/m.keras"
    open(path, "wb").write(base64.b64decode(given["file"]))
    model = keras.models.load_model(path)
    before = model.predict(np.array(given["ids"]), verbose=0)
    path = folder + "/m.weights.h5"
    open(path, "wb").write(base64.b64decode(given["weights"]))
    model.set_weights([0 * w for w in model.get_weights()])
    model.load_weights(path)
    after = model.predict(np.array(given["ids"]), verbose=0)
print(json.dumps([np.ravel(p).tolist() for p in (before, after)]))
`;

test.skipIf(python === undefined)(
  "Keras loads what is written, and predicts the same to 1e-6",
  async () => {
    const random = new RandomState(3);
    const plans = [
      [
        embedding(11, 4, { maskZero: true }),
        bidirectional(lstm(3)),
        dropout(0.1),
        gru(2, { resetAfter: false }),
        dense(3),
      ],
      [embedding(11, 4), bidirectional(gru(3)), globalMaxPooling1d(), dense(4), dense(1)],
      [embedding(11, 4, { maskZero: true }), simpleRnn(3), globalAveragePooling1d(), dense(2)],
    ];
    for (const layers of plans) {
      const network = new Sequential(layers);
      network.setWeights(
        Object.fromEntries(
          Object.entries(network.weights).map(([key, { shape }]) => [
            key,
            random.uniform(-0.8, 0.8, shape),
          ]),
        ),
      );
      const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
      const given = {
        file: base64(await encodeKeras(network)),
        weights: base64(await encodeKerasWeights(network)),
        ids: fixture.ids,
      };
      const printed = runPython(python, load, JSON.stringify(given)).toString();
      const [before, after] = JSON.parse(printed.trim().split("\n").at(-1) ?? "") as number[][];
      const expected = [...network.predictProba(ids).data];
      expect(distance(before, expected)).toBeLessThan(1e-6);
      expect(distance(after, expected)).toBeLessThan(1e-6);
    }
  },
);

test("equal networks give equal bytes", async () => {
  const { file } = caseOf("GRU");
  const network = await decodeKeras(bytesOf(file));
  expect(await encodeKeras(network)).toEqual(await encodeKeras(network));
});

test("a network that reads vectors goes out and comes back", async () => {
  const network = new Sequential([lstm(3), dense(1)]);
  const x = tensor([
    [
      [0.1, 0.2],
      [0.3, 0.4],
    ],
  ]);
  await network.fit(x, [1], { epochs: 1 });
  const again = await decodeKeras(await encodeKeras(network));
  expect(distance(again.predictProba(x).data, [...network.predictProba(x).data])).toBeLessThan(
    1e-6,
  );
});

test("options are those of the network, and it can be trained on", async () => {
  const network = await decodeKeras(bytesOf(caseOf("GRU").file), { batchSize: 2 });
  expect(network.options.batchSize).toBe(2);
  const labels = [0, 1, 0, 1, 1];
  const { loss } = network.lossAndGradients(ids, labels);
  await network.fit(ids, labels, { epochs: 60 });
  expect(network.lossAndGradients(ids, labels).loss).toBeLessThan(loss);
});

/** The file of a case with its configuration changed by `change` of its text. */
async function changeConfig(name: string, change: (text: string) => string): Promise<Uint8Array> {
  const members = await readZip("test", bytesOf(caseOf(name).file), {
    maxBytes: 1e9,
    wants: () => true,
  });
  const text = new TextDecoder().decode(members.get("config.json"));
  const changed = change(text);
  expect(changed).not.toBe(text);
  members.set("config.json", new TextEncoder().encode(changed));
  return writeZip(members, { compress: true });
}

test.each([
  [
    "GRU",
    /"activation": "tanh"/,
    '"activation": "relu"',
    'activation to be "tanh", got "relu" (layer gru',
  ],
  [
    "GRU",
    /"recurrent_dropout": 0.0/,
    '"recurrent_dropout": 0.2',
    "recurrent_dropout to be 0, got 0.2 (layer gru",
  ],
  [
    "GRU",
    /"class_name": "GRU"/,
    '"class_name": "ConvLSTM1D"',
    "or Dense, got ConvLSTM1D (layer gru",
  ],
  [
    "GRU",
    /"go_backwards": false/,
    '"go_backwards": true',
    "go_backwards to be false, got true (layer gru",
  ],
  [
    "GRU",
    /"return_sequences": false/,
    '"return_sequences": true',
    "return_sequences to be false, got true (layer gru",
  ],
  [
    "GRU",
    /"activation": "sigmoid", "use_bias"/,
    '"activation": "linear", "use_bias"',
    'activation to be "sigmoid", got "linear" (layer dense',
  ],
  [
    "GRU",
    /"use_bias": true/,
    '"use_bias": true, "gates": 5',
    "settings that are known, got gates (layer gru",
  ],
  [
    "GRU",
    /"name": "float32"/g,
    '"name": "mixed_float16"',
    'dtype to be "float32" or "float64", got "mixed_float16" (layer embedding',
  ],
  [
    "GRU",
    /"embeddings_regularizer": null/,
    '"embeddings_regularizer": {"l2": 1}',
    'embeddings_regularizer to be null, got {"l2":1} (layer embedding',
  ],
  [
    "both directions and an average, with a mask",
    /"merge_mode": "concat"/,
    '"merge_mode": "sum"',
    'merge_mode to be "concat", got "sum" (layer bidirectional',
  ],
  [
    "GRU",
    /"class_name": "Sequential"/,
    '"class_name": "Functional"',
    "decodeKeras: expected a Sequential model, got a Functional.",
  ],
] as const)(
  "what there is not here is an error that names the layer: %s, %s",
  async (name, from, to, message) => {
    const file = await changeConfig(name, (text) => text.replace(from, to));
    const error: unknown = await decodeKeras(file).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(InteropError);
    expect(error).toMatchObject({ code: "ERR_RNN_INTEROP_UNSUPPORTED" });
    expect((error as Error).message).toContain(message);
  },
);

test.each([
  ["activation", "relu", "one of another activation"],
  ["recurrent_activation", "hard_sigmoid", "one of another recurrent_activation"],
  ["units", 4, "one of another units"],
  ["recurrent_dropout", 0.2, "one of another recurrent_dropout"],
])("a layer of the way back that differs in its %s is an error", async (setting, value, got) => {
  const name = "both directions and an average, with a mask";
  const change = (settings: Record<string, unknown>) => (text: string) => {
    const model = JSON.parse(text) as { config: { layers: { config: Record<string, unknown> }[] } };
    const both = model.config.layers.find(({ config }) => "merge_mode" in config);
    const forward = both?.config["layer"] as { config: object };
    const config = { ...forward.config, name: "back", go_backwards: true, ...settings };
    if (both) both.config["backward_layer"] = { ...forward, config };
    return JSON.stringify(model);
  };
  const alike = await decodeKeras(await changeConfig(name, change({})));
  expect(alike.layers).toEqual((await decodeKeras(bytesOf(caseOf(name).file))).layers);
  await expect(decodeKeras(await changeConfig(name, change({ [setting]: value })))).rejects.toThrow(
    `decodeKeras: expected a backward_layer like layer, got ${got} (layer`,
  );
});

test("a model whose outputs are logits is refused with the call that gives it its activation", async () => {
  const file = await changeConfig("GRU", (text) =>
    text.replace(/"activation": "(sigmoid|softmax)"/, '"activation": "linear"'),
  );
  await expect(decodeKeras(file)).rejects.toThrow(
    /got "linear" \(layer dense\w*, Dense\)\. Its outputs are logits: set model\.layers\[-1\]\.activation = keras\.activations\.s/,
  );
});

test("files of the other kind are named as what they are, with what to do", async () => {
  const { file, weights } = caseOf("GRU");
  await expect(decodeKeras(bytesOf(weights))).rejects.toThrow(
    "decodeKeras: expected a .keras file of Keras 3, got an HDF5 file. Save the model again: ",
  );
  const layers = [embedding(11, 4), gru(3), dense(1)];
  await expect(decodeKerasWeights(bytesOf(file), layers)).rejects.toThrow(
    "decodeKerasWeights: expected a .weights.h5 file of Keras 3, got a zip archive.",
  );
  const older = await writeHdf5("test", [["model_weights/gru/kernel", [1], new Float32Array(1)]]);
  await expect(decodeKerasWeights(older, layers)).rejects.toThrow(
    "decodeKerasWeights: expected weights as Keras 3 writes them, got an HDF5 file of another layout",
  );
});

test("weights of other layers are an error that names both", async () => {
  const bytes = bytesOf(caseOf("GRU").weights);
  await expect(decodeKerasWeights(bytes, [embedding(11, 4), lstm(3), dense(1)])).rejects.toThrow(
    "decodeKerasWeights: expected a dataset layers/lstm/cell/vars/0, got none.",
  );
  await expect(decodeKerasWeights(bytes, [embedding(12, 4), gru(3), dense(1)])).rejects.toThrow(
    /^decodeKerasWeights: expected the weights of these layers\. .*embedding\.embeddings/,
  );
});

test("a maximum over a mask, which Keras ignores, is not written as if it were the same", async () => {
  const network = new Sequential([
    embedding(5, 2, { maskZero: true }),
    gru(2),
    globalMaxPooling1d(),
    dense(1),
  ]);
  await expect(encodeKeras(network)).rejects.toThrow(
    "Train with globalMaxPooling1d({ ignoreMask: true }).",
  );
});

test.each([
  ["no zip", new Uint8Array([1, 2, 3]), /expected a \.keras file of Keras 3, but .*zip archive/],
  ["an empty file", new Uint8Array(0), /expected a \.keras file of Keras 3, but /],
])("%s is an error that says what is read", async (_, bytes, message) => {
  await expect(decodeKeras(bytes)).rejects.toThrow(message);
  await expect(decodeKerasWeights(bytes, [embedding(5, 2), gru(2), dense(1)])).rejects.toThrow(
    "decodeKerasWeights: expected an HDF5 file that is whole, got other bytes.",
  );
});

test("an archive without a model or with damaged weights is an error of this package", async () => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const zip = async (members: Record<string, Uint8Array>) =>
    writeZip(Object.entries(members), { compress: true });
  await expect(decodeKeras(await zip({ "config.json": text("{}") }))).rejects.toThrow(
    "decodeKeras: expected a .keras file of Keras 3, but there is no model.weights.h5 in it.",
  );
  const weights = { "model.weights.h5": new Uint8Array(10) };
  await expect(decodeKeras(await zip({ ...weights, "config.json": text("{") }))).rejects.toThrow(
    "is not valid JSON",
  );
  await expect(decodeKeras(await zip({ ...weights, "config.json": text("[1]") }))).rejects.toThrow(
    "describes no model",
  );
  const damaged = bytesOf(caseOf("GRU").weights).slice(0, 3000);
  await expect(decodeKerasWeights(damaged, [embedding(11, 4), gru(3), dense(1)])).rejects.toThrow(
    InteropError,
  );
});

test("a damaged weights file is read as it is or is an error of this package, wherever a byte is wrong", async () => {
  const layers = [embedding(11, 4), gru(3), dense(1)];
  const whole = bytesOf(caseOf("GRU").weights);
  const random = new RandomState(11);
  const others: unknown[] = [];
  for (let i = 0; i < 60; i++) {
    const bytes = Uint8Array.from(whole);
    const place = random.randint(0, bytes.length);
    bytes[place] = random.randint(0, 256);
    const error: unknown = await decodeKerasWeights(bytes, layers).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    if (error !== undefined && !(error instanceof InteropError)) others.push(error);
  }
  expect(others).toEqual([]);
});
