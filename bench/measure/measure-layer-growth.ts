/**
 * How an epoch of networks of layers grows: with reviews, words and vocabulary in the default engine, and
 * with the units of LSTM and GRU cells beside PyTorch's modules.
 */
import { rm } from "node:fs/promises";
import {
  generatedJob,
  type LayerJob,
  layerJob,
  untimedBatches,
  writeLayerJob,
} from "../jobs/layer-job.ts";
import { findLayerNetwork, type LayerNetwork } from "../jobs/layer-networks.ts";
import { Child } from "../runner/child.ts";
import { exponent, median } from "../runner/statistics.ts";
import { layerSubjects } from "../subjects/layer-subjects.ts";
import type { GrowthCurve } from "./growth-curve.ts";

const [book, gru, bidirectionalLstm] = ["09-4", "gru-64", "bidirectional-lstm-32"].map(
  findLayerNetwork,
);

/** Batches of a timing. */
const timedBatches = 16;

const all = {
  reviews: [10_000, 30_000, 100_000, 200_000],
  words: [50, 100, 200, 400, 800],
  vocabulary: [2000, 10_000, 50_000, 200_000],
  units: [8, 16, 32, 64, 128, 256, 512],
};
const few = {
  reviews: [10_000, 30_000],
  words: [50, 200],
  vocabulary: [2000, 20_000],
  units: [8, 64],
};

/** The curves of reviews, words and vocabulary. */
export async function measureLayerGrowth(folder: string, quick: boolean): Promise<GrowthCurve[]> {
  const { reviews, words, vocabulary } = quick ? few : all;
  const rows = (untimedBatches + timedBatches) * bidirectionalLstm.batchSize;
  const time = async (axis: string, network: LayerNetwork, trained: number) => {
    process.stderr.write(`growth with ${axis}\n`);
    const batches = Math.floor(trained / network.batchSize) - untimedBatches;
    const job = generatedJob(network, { trained, predicted: 1 });
    const [row] = await timeSideBySide(network, job, batches, ["wasm"], folder);
    return row.batchMs;
  };
  const curve = async (
    axis: string,
    values: readonly number[],
    measure: (value: number) => Promise<number>,
  ): Promise<GrowthCurve> => {
    const points = [];
    for (const value of values) points.push({ value, ms: await measure(value) });
    return { axis, tool: "@rnn/model", points, exponent: exponent(points) };
  };
  const { batchSize, epochRows } = bidirectionalLstm;
  const epochBatches = epochRows / batchSize;
  return [
    await curve("reviews, LSTM 8", reviews, async (count) => {
      return ((await time("reviews", book, count)) * count) / book.batchSize;
    }),
    await curve("words a review, bidirectional LSTM 32", words, async (steps) => {
      return (await time("words", { ...bidirectionalLstm, steps }, rows)) * epochBatches;
    }),
    await curve("vocabulary, bidirectional LSTM 32", vocabulary, async (size) => {
      const network = { ...bidirectionalLstm, vocabulary: size };
      return (await time("vocabulary", network, rows)) * epochBatches;
    }),
  ];
}

/** The curves of units, ours and PyTorch's on one thread each. */
export async function measureUnits(folder: string, quick: boolean): Promise<GrowthCurve[]> {
  const curves: GrowthCurve[] = [];
  for (const cell of ["lstm", "gru"] as const) {
    const points = new Map<string, { value: number; ms: number }[]>();
    for (const units of (quick ? few : all).units) {
      process.stderr.write(`${cell} of ${units} units\n`);
      const network: LayerNetwork = { ...gru, cell, units };
      const batches = Math.max(1, Math.min(timedBatches, Math.floor(512 / units)));
      const trained = (untimedBatches + batches) * network.batchSize;
      const job = await layerJob(network, { trained, predicted: 1 });
      const keys = ["wasm", "torch-module-1"];
      for (const { tool, batchMs } of await timeSideBySide(network, job, batches, keys, folder)) {
        const ms = (batchMs * network.epochRows) / network.batchSize;
        points.set(tool, [...(points.get(tool) ?? []), { value: units, ms }]);
      }
    }
    for (const [tool, found] of points) {
      const axis = `units, ${cell.toUpperCase()}`;
      curves.push({ axis, tool, points: found, exponent: exponent(found) });
    }
  }
  return curves;
}

/** Milliseconds of a batch by each subject that is here: the median of five timings, by turns. */
async function timeSideBySide(
  network: LayerNetwork,
  job: LayerJob,
  batches: number,
  keys: readonly string[],
  folder: string,
): Promise<{ tool: string; batchMs: number }[]> {
  const file = `${folder}/sized.npz`;
  await writeLayerJob(file, job);
  const running = [];
  for (const { key, tool, command } of layerSubjects(network)) {
    if (!keys.includes(key) || command === undefined) continue;
    const child = new Child(command, file);
    const { missing } = await child.start();
    if (missing !== undefined) throw new Error(`${tool}: ${missing}`);
    running.push({ tool, child, times: [] as number[] });
  }
  const train = async (child: Child) => (await child.ask({ train: batches })).ms ?? NaN;
  for (const { child } of running) await train(child);
  for (let round = 0; round < 5; round++) {
    for (const { child, times } of running) times.push((await train(child)) / batches);
  }
  for (const { child } of running) await child.ask({ end: true });
  await rm(file);
  return running.map(({ tool, times }) => ({ tool, batchMs: median(times) }));
}
