import { readFileSync } from "node:fs";
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
  RecurrentNetwork,
  Sequential,
  simpleRnn,
} from "@rnn/model";
import { encodeOnnx } from "@rnn/model/onnx";
import { OneHotTensor, tensor } from "@rnn/tensor";
import { expect, test } from "vitest";
import { InteropError } from "../src/index.ts";
import { decodeOnnx } from "../src/onnx.ts";

interface Fixture {
  readonly ids: number[][];
  readonly cases: { name: string; file: string; probabilities: number[] }[];
}

const fixture = JSON.parse(
  readFileSync(new URL("fixtures/onnx.json", import.meta.url), "utf8"),
) as Fixture;
const ids = tensor(fixture.ids, { dtype: "int32" });
const bytesOf = (file: string): Uint8Array =>
  new Uint8Array(inflateSync(Buffer.from(file, "base64")));

/** The largest difference; infinite where there are not as many. */
function distance(actual: Iterable<number>, expected: readonly number[]): number {
  const values = [...actual];
  if (values.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Math.max(...values.map((value, i) => Math.abs(value - expected[i])));
}

for (const { name, file, probabilities } of fixture.cases) {
  test(`a file that PyTorch exported gives PyTorch's probabilities to 1e-6: ${name}`, () => {
    const network = decodeOnnx(bytesOf(file));
    expect(distance(network.predictProba(ids).data, probabilities)).toBeLessThan(1e-6);
  });
}

const masked = embedding(11, 4, { maskZero: true });
test.each([
  ["cells", [embedding(11, 4), simpleRnn(3), dense(1)]],
  ["a mask", [masked, lstm(3), dense(3)]],
  ["both directions and a mask", [masked, bidirectional(gru(3)), bidirectional(lstm(2)), dense(2)]],
  ["an average", [masked, gru(3, { resetAfter: false }), globalAveragePooling1d(), dense(1)]],
  ["a maximum", [masked, gru(3), globalMaxPooling1d(), dense(4), dense(1)]],
  [
    "a maximum that counts masked steps",
    [masked, lstm(3), globalMaxPooling1d({ ignoreMask: true }), dense(1)],
  ],
  [
    "a maximum of both directions that counts masked steps",
    [masked, bidirectional(lstm(3)), globalMaxPooling1d({ ignoreMask: true }), dense(1)],
  ],
  ["pooled embeddings", [masked, globalMaxPooling1d({ ignoreMask: true }), dense(1)]],
  ["pooling without a mask", [embedding(11, 4), globalAveragePooling1d(), dense(3)]],
])("what encodeOnnx wrote is read as the same layers: %s", (_, layers) => {
  const network = new Sequential(layers);
  const bytes = encodeOnnx(network, { metadata: { of: "a test" } });
  const again = decodeOnnx(bytes);
  expect(again.layers).toEqual(layers);
  expect(distance(again.predictProba(ids).data, [...network.predictProba(ids).data])).toBeLessThan(
    1e-6,
  );
  expect(encodeOnnx(again, { metadata: { of: "a test" } })).toEqual(bytes);
  expect(decodeOnnx(encodeOnnx(network, { steps: 6, producerName: "somebody" })).layers).toEqual(
    layers,
  );
});

test("dropout, of which a file says nothing, is left out", () => {
  const network = new Sequential([masked, lstm(3), dropout(0.5), dense(1)]);
  expect(decodeOnnx(encodeOnnx(network)).layers.map(({ kind }) => kind)).toEqual([
    "embedding",
    "lstm",
    "dense",
  ]);
});

test("a network that reads vectors, and the chapter's network, are read", async () => {
  const network = new Sequential([gru(3), dense(1)]);
  const x = tensor([
    [
      [0.1, 0.2],
      [0.3, 0.4],
    ],
  ]);
  await network.fit(x, [1], { epochs: 1 });
  const again = decodeOnnx(encodeOnnx(network));
  expect(distance(again.predictProba(x).data, [...network.predictProba(x).data])).toBeLessThan(
    1e-6,
  );

  const chapter = new RecurrentNetwork({ nCells: 4 });
  const oneHot = new OneHotTensor(ids, 11);
  await chapter.fit(oneHot, [0, 1, 1, 0, 1], { epochs: 1 });
  const expected = [...chapter.predictProba(oneHot).data];
  expect(distance(decodeOnnx(encodeOnnx(chapter)).predictProba(ids).data, expected)).toBeLessThan(
    1e-6,
  );
});

test("options are those of the network", () => {
  const network = decodeOnnx(bytesOf(fixture.cases[0].file), { batchSize: 7 });
  expect(network.options.batchSize).toBe(7);
});

test.each([
  [
    "no bytes",
    new Uint8Array(0),
    "ERR_RNN_INTEROP_FILE",
    /expected an ONNX file, but it has no graph/,
  ],
  [
    "other bytes",
    new Uint8Array([255, 255, 1]),
    "ERR_RNN_INTEROP_FILE",
    /expected an ONNX file, but the bytes are not such a file/,
  ],
] as const)("%s are an error that says what is read", (_, bytes, code, message) => {
  const decode = () => decodeOnnx(bytes);
  expect(decode).toThrow(InteropError);
  expect(decode).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});
