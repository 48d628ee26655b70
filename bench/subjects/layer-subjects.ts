/** The competitors on networks of layers. */
import type { LayerNetwork } from "../jobs/layer-networks.ts";
import { here, node } from "../runner/paths.ts";
import type { Subject } from "../runner/subject.ts";
import { ourVariants } from "./our-variants.ts";
import { pythonWith } from "./pythons.ts";

/** What the reference engine does to give a tool's results. */
export interface LayerReference {
  /** Whether it reads padding as a word, or each review's own words alone. */
  readonly trains: "padding" | "words";
  readonly predicts: "padding" | "words";
  readonly optimizer: "adam" | "sgd";
}

type LayerSubject = Subject<LayerReference>;

/** Reviews that are predicted in a timing. */
export const predictedRows = 10_000;

/** Those of one network. */
export function layerSubjects(network: LayerNetwork): LayerSubject[] {
  return [...ours(network), ...torch(network), ...keras(network), ...tfjs(network)];
}

/** Eight batches of the book's networks, four of the larger, which the reference engine takes seconds for. */
const checkedRows = ({ batchSize }: LayerNetwork): number => (batchSize === 32 ? 8 : 4) * batchSize;

/** Batches of a timing that takes half a second to a second. */
const batchesOfATurn = ({ batchSize }: LayerNetwork): number => (batchSize === 32 ? 100 : 16);

/** With threads, as many as a job has: of a training's first batches some are not shared, as its timer learns. */
const batchesOfThreads = ({ batchSize }: LayerNetwork): number => (batchSize === 32 ? 120 : 60);

function ours(network: LayerNetwork): LayerSubject[] {
  const own = network.readsPadding ? "padding" : "words";
  const subject = (key: string, variant: string, trains: LayerReference["trains"]) => ({
    key: trains === own ? key : `${key}-${trains}`,
    tool: "@rnn/model",
    variant,
    command: [...node("peers/ours-layers.ts"), JSON.stringify(network), key, trains],
    reference: { trains, predicts: own, optimizer: "adam" } as const,
    checked: checkedRows(network),
    batches: key.endsWith("threads") ? batchesOfThreads(network) : batchesOfATurn(network),
    predicted: ["wasm", "relaxed-threads"].includes(key) && trains === own ? predictedRows : 0,
  });
  return [
    ...ourVariants
      .filter(({ key }) => key !== "reference")
      .map(({ key, variant }) => subject(key, variant, own)),
    ...(own === "words"
      ? [subject("wasm", "the default engine, padding read too", "padding")]
      : []),
  ];
}

function torch(network: LayerNetwork): LayerSubject[] {
  const python = pythonWith("torch", "numpy");
  const subject = (key: string, variant: string, args: readonly string[], slow: boolean) => ({
    key,
    tool: "PyTorch",
    variant,
    command:
      python === undefined
        ? undefined
        : [python, here("peers/torch_layers.py"), JSON.stringify(network), ...args],
    missing: "no Python with PyTorch was found",
    reference: {
      trains: "padding",
      predicts: network.readsPadding ? "padding" : "words",
      optimizer: "adam",
    } as const,
    checked: checkedRows(network),
    batches: network.batchSize === 32 ? 40 : 8,
    predicted: key.startsWith("torch-module") ? predictedRows : 0,
    slow,
  });
  const module = { simpleRnn: "nn.RNN", lstm: "nn.LSTM", gru: "nn.GRU" }[network.cell];
  return [
    subject("torch-module-1", `${module}, one thread`, ["module", "1"], false),
    subject("torch-module-2", `${module}, two threads`, ["module", "2"], true),
    // What nn.LSTM runs is one operation of oneDNN: no loop came near it.
    ...(network.cell === "lstm"
      ? []
      : [subject("torch-compiled", "loop, compile, one thread", ["compiled", "1"], true)]),
  ];
}

function keras(network: LayerNetwork): LayerSubject[] {
  const python = pythonWith("keras", "tensorflow", "numpy");
  return [
    {
      key: "keras",
      tool: "Keras",
      variant: "fit, two threads",
      command:
        python === undefined
          ? undefined
          : [python, here("peers/keras_layers.py"), JSON.stringify(network)],
      missing: "no Python with Keras and TensorFlow was found",
      // Keras's Adam is not the formula: see peers/keras_layers.py.
      reference: { trains: "padding", predicts: "padding", optimizer: "sgd" },
      checked: checkedRows(network),
      batches: network.batchSize === 32 ? 40 : 8,
      predicted: 0,
      slow: true,
    },
  ];
}

/** On wasm alone: its cpu backend takes seconds a batch, nearly all in the gradient of the embedding. */
function tfjs(network: LayerNetwork): LayerSubject[] {
  if (network.key !== "09-4") return [];
  return [
    {
      key: "tfjs-wasm",
      tool: "TensorFlow.js",
      variant: "layers, trainOnBatch, the missing kernel added",
      command: [...node("peers/tfjs-layers.ts"), JSON.stringify(network), "wasm"],
      reference: { trains: "padding", predicts: "padding", optimizer: "sgd" },
      checked: checkedRows(network),
      batches: 5,
      predicted: 0,
    },
  ];
}
