/** What every host runs: an epoch of the chapter's network on made-up reviews, and its bits as hashes. */
import { OneHotTensor, RaggedTensor, RandomState, Tensor } from "@rnn/tensor";
import { exp, log, tanh } from "@rnn/tensor/portable-math";
import {
  adamw,
  bidirectional,
  dense,
  dropout,
  embedding,
  globalAveragePooling1d,
  gru,
  type Layer,
  lstm,
  RecurrentNetwork,
  type RecurrentNetworkOptions,
  Sequential,
  type SequentialOptions,
  simpleRnn,
} from "../src/index.ts";

/** What an epoch gave. */
export interface EngineReport {
  /** The weights as float32, one after the other: w1h, w1x, b1, w2, b2. SHA-256 in hexadecimal. */
  readonly float32: string;
  /** The same as float64, which the wasm engine's are not. */
  readonly float64: string;
  /** The loss and the validation loss. */
  readonly losses: readonly number[];
}

/** What a host gave. */
export interface HostReport {
  readonly wasm: EngineReport;
  readonly reference: EngineReport;
  /** SHA-256 of the weights and losses of a trained network of each cell, by engine. */
  readonly cells: Readonly<Record<"wasm" | "reference", Readonly<Record<string, string>>>>;
  /** SHA-256 of exp, log and tanh over all of their range. */
  readonly functions: string;
  readonly warnings: readonly string[];
}

// The 1,000 rows make 31 batches of 32 and one of 8; a mean of 50 steps is padding.
const [count, steps, features, cells] = [1000, 100, 100, 32];

/** Trains by the default engine and by the reference. */
export async function hostReport(): Promise<HostReport> {
  const warnings: string[] = [];
  const onWarning = (message: string): void => void warnings.push(message);
  const wasm = await report({ onWarning });
  const reference = await report({ onWarning, engine: "reference" });
  const cellHashes = {
    wasm: await hashCells({ onWarning: () => undefined }),
    reference: await hashCells({ engine: "reference" }),
  };
  const functions = await sha256(functionValues());
  return { wasm, reference, cells: cellHashes, functions, warnings };
}

async function hashCells(options: SequentialOptions): Promise<Record<string, string>> {
  return {
    simpleRnn: await hashOfCell([simpleRnn(5), simpleRnn(4), dense(1)], options),
    lstm: await hashOfCell([lstm(5), dropout(0.3), dense(3)], options),
    gru: await hashOfCell([bidirectional(gru(4)), globalAveragePooling1d(), dense(2)], options),
    gruResetBefore: await hashOfCell([gru(5, { resetAfter: false }), dense(1)], options),
  };
}

/** Trains layers over vectors of ids, by AdamW on rows of different lengths. */
async function hashOfCell(layers: readonly Layer[], options: SequentialOptions): Promise<string> {
  const random = new RandomState(5);
  const rows = Array.from({ length: 60 }, () =>
    random.randint(0, 20, [random.randint(1, 9)]).data.map(Number),
  );
  const network = new Sequential([embedding(20, 4, { maskZero: true }), ...layers], {
    optimizer: adamw({ learningRate: 0.01, globalClipnorm: 1 }),
    ...options,
  });
  const labels = rows.map((row) => Number(row[0] > 9));
  await network.fit(RaggedTensor.fromArrays(rows), labels, { epochs: 2 });
  const weights = Object.values(network.weights).flatMap(({ data }) => Array.from(data));
  return sha256(Float64Array.from([...weights, ...network.losses]));
}

/** Of 100,000 numbers of every size and both signs, and of as many where the functions bend. */
function functionValues(): Float64Array<ArrayBuffer> {
  const random = new RandomState(3);
  const words = random.randint(0, 2 ** 32, [200_000], { dtype: "uint32" }).data;
  const ofAnySize = new Float64Array(Uint32Array.from(words).buffer).filter(Number.isFinite);
  const near0 = random.uniform(-20, 20, [100_000]).data;
  const values = [...ofAnySize, ...near0].flatMap((x) => [exp(x), log(Math.abs(x)), tanh(x)]);
  return Float64Array.from(values);
}

async function report(options: RecurrentNetworkOptions): Promise<EngineReport> {
  const { x, y } = reviews();
  const network = new RecurrentNetwork({ nCells: cells, ...options });
  await network.fit(x, y, { epochs: 1, xVal: x, yVal: y });
  const { w1h, w1x, b1, w2, b2 } = network.weights;
  const values = [w1h, w1x, b1, w2, b2].flatMap(({ data }) => Array.from(data, Number));
  return {
    float32: await sha256(Float32Array.from(values)),
    float64: await sha256(Float64Array.from(values)),
    losses: [...network.losses, ...network.valLosses],
  };
}

/** Sequences padded in front with 0, labels that follow from their last tokens. */
function reviews(): { x: OneHotTensor; y: Tensor<"int32"> } {
  const random = new RandomState(7);
  const tokens = new Int32Array(count * steps);
  const labels = new Int32Array(count);
  for (let n = 0; n < count; n++) {
    const length = random.randint(1, steps + 1);
    for (let t = steps - length; t < steps; t++)
      tokens[n * steps + t] = random.randint(3, features);
    labels[n] = Number(tokens[(n + 1) * steps - 1] >= features / 2);
  }
  return {
    x: new OneHotTensor(new Tensor(tokens, "int32", [count, steps]), features),
    y: new Tensor(labels, "int32", [count]),
  };
}

async function sha256(
  values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>,
): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", values);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
