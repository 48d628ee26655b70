/** Networks of layers that are measured: an embedding, cells, and one sigmoid over their last states. */
import { bidirectional, dense, embedding, gru, type Layer, lstm, simpleRnn } from "@rnn/model";

/** One of them. Its process is given it as JSON. */
export interface LayerNetwork {
  readonly key: string;
  readonly title: string;
  readonly vocabulary: number;
  readonly embeddingSize: number;
  readonly cell: "simpleRnn" | "lstm" | "gru";
  readonly units: number;
  readonly isBidirectional: boolean;
  /** Reviews are cut to their last words, and shorter ones padded in front. */
  readonly steps: number;
  readonly batchSize: number;
  /** Reviews of an epoch. */
  readonly epochRows: number;
  /**
   * Whether padding is read as a word, as the book has it; the reviews are then without their most frequent
   * words. Else ours reads each review at its own length.
   */
  readonly readsPadding: boolean;
}

const ofTheBook = {
  vocabulary: 1000,
  embeddingSize: 32,
  units: 8,
  isBidirectional: false,
  steps: 100,
  batchSize: 32,
  epochRows: 20_000,
  readsPadding: true,
};

const larger = {
  embeddingSize: 32,
  steps: 200,
  batchSize: 64,
  epochRows: 25_000,
  readsPadding: false,
};

/** The five that the tables show. */
export const layerNetworks: readonly LayerNetwork[] = [
  { ...ofTheBook, key: "09-3", title: "09-3, SimpleRNN 8", cell: "simpleRnn" },
  { ...ofTheBook, key: "09-4", title: "09-4, LSTM 8", cell: "lstm" },
  {
    ...larger,
    key: "gru-64",
    title: "GRU 64",
    vocabulary: 10_000,
    cell: "gru",
    units: 64,
    isBidirectional: false,
  },
  {
    ...larger,
    key: "bidirectional-lstm-32",
    title: "bidirectional LSTM 32",
    vocabulary: 20_000,
    cell: "lstm",
    units: 32,
    isBidirectional: true,
  },
  {
    ...larger,
    key: "bidirectional-gru-32",
    title: "bidirectional GRU 32",
    vocabulary: 20_000,
    cell: "gru",
    units: 32,
    isBidirectional: true,
  },
];

/** The network of that key. */
export function findLayerNetwork(key: string): LayerNetwork {
  const found = layerNetworks.find((network) => network.key === key);
  if (found === undefined) throw new Error(`bench: expected a network's key, got ${key}.`);
  return found;
}

const cells = { simpleRnn, lstm, gru };

/** Its layers here. */
export function layersOf(network: LayerNetwork): Layer[] {
  const { vocabulary, embeddingSize, cell, units, isBidirectional } = network;
  const layer = cells[cell](units);
  return [
    embedding(vocabulary, embeddingSize),
    isBidirectional ? bidirectional(layer) : layer,
    dense(1),
  ];
}
