/** The memory of a whole run of a network of layers, and the longest turns of the event loop. */
import { execFileSync } from "node:child_process";
import { findLayerNetwork, type LayerNetwork } from "../jobs/layer-networks.ts";
import { here, node } from "../runner/paths.ts";

/** A whole run: reviews loaded, one epoch, all predicted. */
export interface RunRow {
  readonly title: string;
  readonly seconds: number;
  readonly peakMiB: number;
}

/** The longest turns of the event loop at full batches. */
export interface TurnRow {
  readonly title: string;
  readonly firstMs: number;
  readonly longestMs: number;
  readonly predictionMs: number;
}

/** The run of the largest embedding. */
export function measureRun(): RunRow {
  const network = findLayerNetwork("bidirectional-lstm-32");
  const { seconds, peakMiB } = start("peers/run-layers.ts", network) as Omit<RunRow, "title">;
  return { title: network.title, seconds, peakMiB };
}

/** Cells of 64 units over 400 steps, 64 rows a batch. */
export function measureTurns(): TurnRow[] {
  const network = findLayerNetwork("gru-64");
  const cells = [
    { title: "SimpleRNN 64", cell: "simpleRnn", isBidirectional: false },
    { title: "LSTM 64", cell: "lstm", isBidirectional: false },
    { title: "GRU 64", cell: "gru", isBidirectional: false },
    { title: "bidirectional LSTM 64", cell: "lstm", isBidirectional: true },
    { title: "bidirectional GRU 64", cell: "gru", isBidirectional: true },
  ] as const;
  return cells.map(({ title, cell, isBidirectional }) => {
    const larger = Object.assign({}, network, { cell, isBidirectional, steps: 400 });
    const turns = start("peers/turns-of-layers.ts", larger) as Omit<TurnRow, "title">;
    return Object.assign({ title }, turns);
  });
}

function start(script: string, network: LayerNetwork): unknown {
  const [program, ...args] = [...node(script), JSON.stringify(network)];
  return JSON.parse(execFileSync(program, args, { cwd: here("."), encoding: "utf8" }));
}
