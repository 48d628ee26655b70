import { readFileSync } from "node:fs";
import {
  bidirectional,
  dense,
  dropout,
  embedding,
  globalAveragePooling1d,
  gru,
  lstm,
  Sequential,
  simpleRnn,
} from "@rnn/model";
import { decodeSafetensors, encodeSafetensors, ones, Tensor, tensor } from "@rnn/tensor";
import { expect, test } from "vitest";
import { decodeTorch, encodeTorch, InteropError } from "../src/index.ts";

interface Fixture {
  readonly ids: number[][];
  readonly cases: { name: string; file: string; probabilities: number[] | number[][] }[];
}

const fixture = JSON.parse(
  readFileSync(new URL("fixtures/torch.json", import.meta.url), "utf8"),
) as Fixture;
const ids = tensor(fixture.ids, { dtype: "int32" });
const bytesOf = (file: string): Uint8Array => new Uint8Array(Buffer.from(file, "base64"));

/** The largest difference; infinite where there are not as many. */
function distance(actual: Iterable<number>, expected: readonly number[]): number {
  const values = [...actual];
  if (values.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Math.max(...values.map((value, i) => Math.abs(value - expected[i])));
}

for (const { name, file, probabilities } of fixture.cases) {
  test(`a state dict of PyTorch gives PyTorch's probabilities to 1e-6: ${name}`, () => {
    const network = decodeTorch(bytesOf(file));
    expect(distance(network.predictProba(ids).data, probabilities.flat())).toBeLessThan(1e-6);
  });

  test(`what is written has PyTorch's names, shapes and sums: ${name}`, () => {
    const network = decodeTorch(bytesOf(file));
    const names = {
      embedding: "embed",
      simpleRnn: "cells",
      lstm: "cells",
      gru: "cells",
      dense: "out",
    };
    const written = encodeTorch(network, { names });
    const [ours, theirs] = [written, bytesOf(file)].map(
      (bytes) => decodeSafetensors(bytes).tensors,
    );
    for (const [key, { shape }] of Object.entries(theirs)) expect(ours[key].shape).toEqual(shape);
    // Of two biases that are added up, ours are the sum and zeros; all else is the same to the bit.
    const isJoined = (key: string): boolean => key.includes("bias_") && !name.startsWith("gru");
    const same = Object.entries(theirs).filter(([key]) => !isJoined(key));
    expect(ours).toMatchObject(Object.fromEntries(same));
    expect(
      distance(decodeTorch(written).predictProba(ids).data, probabilities.flat()),
    ).toBeLessThan(1e-6);
  });
}

test("a network that was trained on goes out and comes back with equal weights to float32", async () => {
  const layers = [
    embedding(11, 4),
    bidirectional(gru(3)),
    bidirectional(gru(3)),
    dropout(0.2),
    dense(3),
  ];
  const network = new Sequential(layers);
  await network.fit(ids, [0, 1, 2, 1, 0], { epochs: 2 });
  const again = decodeTorch(encodeTorch(network), { layers });
  for (const [key, { shape, data }] of Object.entries(network.weights)) {
    expect(again.weights[key].shape).toEqual(shape);
    expect(
      distance(again.weights[key].contiguous().data as Float64Array, [...(data as Float64Array)]),
    ).toBeLessThan(1e-7);
  }
});

test("layers alike are one module of several layers, others modules of their own", () => {
  const names = (layers: ConstructorParameters<typeof Sequential>[0]): string[] => [
    ...new Set(
      Object.keys(decodeSafetensors(encodeTorch(new Sequential(layers))).tensors).map((name) =>
        name.replace(/(weight|bias)_(ih|hh)/, "*"),
      ),
    ),
  ];
  expect(names([embedding(5, 2), lstm(3), lstm(3), lstm(2), dense(1)]).sort()).toEqual([
    "embedding.weight",
    "linear.bias",
    "linear.weight",
    "lstm.*_l0",
    "lstm.*_l1",
    "lstm_1.*_l0",
  ]);
  expect(names([embedding(5, 2), simpleRnn(3), gru(3), dense(1)])).toContain("rnn.*_l0");
});

test("layers that are given decide what happens between the modules", () => {
  const layers = [
    embedding(11, 4, { maskZero: true }),
    lstm(3),
    globalAveragePooling1d(),
    dense(3),
  ];
  const { file } = fixture.cases[1];
  const network = decodeTorch(bytesOf(file), { layers });
  expect(network.layers.map(({ kind }) => kind)).toEqual(layers.map(({ kind }) => kind));
  expect(network.weights["lstm.kernel"]).toEqual(decodeTorch(bytesOf(file)).weights["lstm.kernel"]);
});

test("a network without an embedding reads vectors", () => {
  const network = new Sequential([gru(3), dense(1)]);
  network.setWeights({
    "gru.kernel": ones([2, 9]),
    "gru.recurrentKernel": ones([3, 9]),
    "gru.bias": ones([2, 9]),
    "dense.kernel": ones([3, 1]),
    "dense.bias": ones([1]),
  });
  const x = tensor([
    [
      [0.1, 0.2],
      [0.3, 0.4],
    ],
  ]);
  expect(decodeTorch(encodeTorch(network)).predictProba(x)).toEqual(network.predictProba(x));
});

const plain = {
  "a.weight": ones([5, 2]),
  "b.weight_ih_l0": ones([6, 2]),
  "b.weight_hh_l0": ones([6, 2]),
};
test.each([
  [
    "a projection",
    { ...plain, "b.weight_hr_l0": ones([2, 2]) },
    "ERR_RNN_INTEROP_UNSUPPORTED",
    /b\.weight_hr_l0, a projection of the state/,
  ],
  [
    "another module",
    { "norm.running_mean": ones([2]) },
    "ERR_RNN_INTEROP_UNSUPPORTED",
    /norm\.running_mean, a tensor of another module/,
  ],
  [
    "a convolution",
    { "conv.weight": ones([2, 2, 2]) },
    "ERR_RNN_INTEROP_UNSUPPORTED",
    /conv\.weight, a tensor of another module: its shape is \[2, 2, 2\]/,
  ],
  [
    "no recurrent module",
    { "a.weight": ones([5, 2]) },
    "ERR_RNN_INTEROP_LAYERS",
    /at least one nn\.RNN, nn\.LSTM or nn\.GRU, got none/,
  ],
  [
    "shapes that do not fit",
    { ...plain, "b.weight_ih_l0": ones([4, 2]) },
    "ERR_RNN_INTEROP_FILE",
    /shapes that fit each other, got \[4, 2\], \[6, 2\], none, none/,
  ],
  ["no linear module", plain, "ERR_RNN_INTEROP_LAYERS", /an nn\.Linear at the end, got none/],
  [
    "integers",
    { "a.weight": tensor([[1]], { dtype: "int32" }) },
    "ERR_RNN_INTEROP_FILE",
    /a\.weight to be of floats, got I32/,
  ],
  [
    "a linear module that reads something else",
    { ...plain, "c.weight": ones([1, 7]), "c.bias": ones([1]) },
    "ERR_RNN_INTEROP_LAYERS",
    /an nn\.Linear that reads 2 numbers, got c, which reads 7/,
  ],
  [
    "two heads",
    {
      ...plain,
      "c.weight": ones([1, 2]),
      "c.bias": ones([1]),
      "d.weight": ones([1, 2]),
      "d.bias": ones([1]),
    },
    "ERR_RNN_INTEROP_LAYERS",
    /at most one nn\.Embedding and one nn\.Linear, got a, c, d/,
  ],
])("%s is an error with a code that says what to do", (_, tensors, code, message) => {
  const decode = () => decodeTorch(encodeSafetensors(tensors));
  expect(decode).toThrow(InteropError);
  expect(decode).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});

test("layers that do not fit the file are an error", () => {
  const bytes = bytesOf(fixture.cases[0].file);
  expect(() => decodeTorch(bytes, { layers: [embedding(11, 4), gru(3), dense(1)] })).toThrow(
    "decodeTorch: expected cells of gru, got cells, simpleRnn of 3.",
  );
  expect(() => decodeTorch(bytes, { layers: [embedding(12, 4), simpleRnn(3), dense(1)] })).toThrow(
    /^decodeTorch: expected the weights of these layers\. .*embedding/,
  );
});

test.each([
  ["a zip archive", [0x50, 0x4b, 0x03, 0x04, 0, 0, 8, 8]],
  ["a pickle", [0x80, 2, 0x7d, 0x71]],
  ["an HDF5 file", [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]],
])("%s is named as what it is, with the call that writes what is read", (kind, bytes) => {
  expect(() => decodeTorch(new Uint8Array(bytes))).toThrow(
    `decodeTorch: expected a state dict in a safetensors file, got ${kind}. ` +
      "Write it with safetensors.torch.save_file(model.state_dict(), path).",
  );
});

test("other bytes are an error that names this function alone", () => {
  expect(() => decodeTorch(new Uint8Array(20).fill(0x7b))).toThrow(
    /^decodeTorch: expected a header of at most \d+ bytes, got \d+\. Write it with safetensors\.torch\.save_file/,
  );
});

test("weights of bfloat16 give what the same numbers give as float32", () => {
  const bytes = bytesOf(fixture.cases[0].file);
  const { tensors } = decodeSafetensors(bytes);
  const upperHalf = (value: number): number => {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value);
    return view.getUint16(0);
  };
  const halves = encodeHalves("BF16", tensors, upperHalf);
  const rounded = Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => {
      const words = Uint32Array.from(data as Float32Array, (value) => upperHalf(value) << 16);
      return [name, new Tensor(new Float32Array(words.buffer), "float32", shape)];
    }),
  );
  const network = decodeTorch(halves);
  expect(network.weights).toEqual(decodeTorch(encodeSafetensors(rounded)).weights);
  expect(network.weights).not.toEqual(decodeTorch(bytes).weights);
});

/** A file of the tensors, each number as the 16 bits that it is given. */
function encodeHalves(
  dtype: "F16" | "BF16",
  tensors: ReturnType<typeof decodeSafetensors>["tensors"],
  bitsOf: (value: number) => number,
): Uint8Array {
  let end = 0;
  const header = Object.entries(tensors).map(([name, { shape, size }]) => {
    const begin = end;
    end += 2 * size;
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const file = new Uint8Array(8 + json.length + end);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  const values = Object.values(tensors).flatMap(({ data }) => Array.from(data as Float32Array));
  for (const [i, value] of values.entries()) {
    view.setUint16(8 + json.length + 2 * i, bitsOf(value), true);
  }
  return file;
}

test("a GRU whose reset gate comes before the product cannot be written", () => {
  const network = new Sequential([embedding(5, 2), gru(3, { resetAfter: false }), dense(1)]);
  expect(() => encodeTorch(network)).toThrow(
    "encodeTorch: expected layers that PyTorch has, got gru with resetAfter: false (layers[1]).",
  );
});
