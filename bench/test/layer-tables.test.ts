import { expect, test } from "vitest";
import { findFastest, layerPeakTable, layerTable } from "../report/layer-tables.ts";
import { layerTargetTable } from "../report/layer-targets.ts";

const row = (key: string, epochMs: number, predictionMs?: number) => ({
  key,
  tool: key,
  variant: "v",
  epochMs,
  fastestEpochMs: epochMs,
  timings: 5,
  peakMiB: 100,
  ...(predictionMs !== undefined && { predictionMs }),
});
const missing = { key: "keras", tool: "Keras", variant: "fit", missing: "not here" };
const network = {
  network: "09-4",
  title: "09-4, LSTM 8",
  rows: [row("wasm", 500, 200), row("torch-1", 2500, 400), row("torch-2", 2000), missing],
  peaks: [{ network: "09-4", key: "wasm", peakGflops: 60, gflops: 30 } as const],
};

test("the fastest of a tool is that of its variants", () => {
  expect(findFastest(network.rows, "torch")?.key).toBe("torch-2");
  expect(findFastest(network.rows, "keras")).toBeUndefined();
});

test("the table has times, ratios to the default engine, and what is missing", () => {
  const lines = layerTable([network]).split("\n");
  expect(lines).toContain("| 09-4, LSTM 8 | torch-1 | v | 2.5 | 5.0 | 0.40 | 100 | 5 |");
  expect(lines).toContain("| 09-4, LSTM 8 | torch-2 | v | 2.0 | 4.0 |  | 100 | 5 |");
  expect(lines.at(-1)).toBe("- 09-4, LSTM 8: Keras, fit: missing, not here");
});

test("the share of the peak is in whole per cent", () => {
  expect(layerPeakTable([network])).toContain("| 60.0 | 30.0 | 50 % |");
});

test("targets show what was measured, whether it holds, and what is missing", () => {
  const results = {
    networks: [network],
    run: { title: "run", seconds: 10, peakMiB: 400 },
    turns: [{ title: "GRU 64", firstMs: 60, longestMs: 55, predictionMs: 10 }],
    growth: [{ axis: "words", tool: "@rnn/model", points: [], exponent: 0.97 }],
    units: [],
  };
  const lines = layerTargetTable(results).split("\n");
  for (const line of [
    "| 09-4, LSTM 8 | PyTorch, its fastest / ours, one thread | >= 4 | 4.0 | yes |",
    "| 09-4, LSTM 8 | prediction, PyTorch, its fastest / ours, one thread | >= 2.5 | 2.0 | no |",
    "| 09-4, LSTM 8 | Keras / ours, one thread | >= 50 | missing | unknown |",
    "| run | memory of a whole run | < 500 MB | 419 MB | yes |",
    "| GRU 64 | longest turn, 400 steps x 64 rows | < 50 ms | 55 ms | no |",
    "| words | growth, exponent | linear | 0.97 | yes |",
  ]) {
    expect(lines).toContain(line);
  }
  expect(lines.filter((line) => line.includes("gru-64"))).toEqual([]);
});
