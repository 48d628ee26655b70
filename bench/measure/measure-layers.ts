/** Networks of layers beside every tool, and the share of WebAssembly's peak that they reach. */
import { adam, Sequential, sgd } from "@rnn/model";
import {
  type JobSize,
  type LayerJob,
  layerJob,
  withoutPadding,
  writeLayerJob,
} from "../jobs/layer-job.ts";
import { type LayerNetwork, layersOf } from "../jobs/layer-networks.ts";
import { checkedProbabilities } from "../peers/serve.ts";
import type { Expected } from "../runner/check-against-reference.ts";
import { runSubjects } from "../runner/run-subjects.ts";
import type { Subject, SubjectRow } from "../runner/subject.ts";
import { type LayerReference, layerSubjects, predictedRows } from "../subjects/layer-subjects.ts";
import { countBatchFlops } from "./count-batch-flops.ts";
import { type PeakRow, Peaks, shareOfPeak } from "./peaks.ts";

/** What a prediction is scaled to. */
const allReviews = 25_000;

const tolerance = { loss: 1e-5, probability: 1e-4 };

/** One network's figures. */
export interface LayerRows {
  readonly network: string;
  readonly title: string;
  readonly rows: readonly SubjectRow[];
  readonly peaks: readonly PeakRow[];
}

/** Runs every tool on one network for so many rounds. */
export async function measureLayers(
  network: LayerNetwork,
  folder: string,
  rounds: number,
  quick: boolean,
): Promise<LayerRows> {
  const size: JobSize = { trained: 4096, predicted: predictedRows };
  const job = await layerJob(network, size);
  const file = `${folder}/${network.key}.npz`;
  await writeLayerJob(file, job);
  const peaks = new Peaks();
  const rows = await runSubjects(layerSubjects(network), {
    title: network.title,
    job: file,
    rounds,
    turnMs: 0,
    epochBatches: Math.ceil(network.epochRows / network.batchSize),
    predictedRows: allReviews,
    quick,
    runReference: (subject) => runReference(network, job, subject),
    afterRound(round) {
      if (!network.readsPadding && round <= 2) peaks.measure();
    },
  });
  return {
    network: network.key,
    title: network.title,
    rows,
    // Of padding that is read most is shared, so that its products are not those of the formulas.
    peaks: network.readsPadding
      ? []
      : shareOfPeak(network.key, countEpochFlops(network, job.x), rows, peaks),
  };
}

/** Those of an epoch, from the reviews of a job. */
function countEpochFlops(network: LayerNetwork, ids: LayerJob["x"]): number {
  const { batchSize, epochRows } = network;
  const layers = layersOf(network);
  const rows = [...withoutPadding(ids)];
  let flops = 0;
  for (let from = 0; from < rows.length; from += batchSize) {
    flops += countBatchFlops(layers, rows.slice(from, from + batchSize));
  }
  return (flops * epochRows) / rows.length;
}

/** What the reference engine gives for a tool's check. */
async function runReference(
  network: LayerNetwork,
  { x, y, xPredicted, weights }: LayerJob,
  { reference, checked }: Subject<LayerReference>,
): Promise<Expected> {
  const { batchSize } = network;
  const model = new Sequential(layersOf(network), {
    batchSize,
    engine: "reference",
    optimizer: reference.optimizer === "sgd" ? sgd({ learningRate: 0.1 }) : adam(),
  });
  model.setWeights(weights);
  const first = (ids: LayerJob["x"], count: number, reads: "padding" | "words") => {
    const rows = ids.take(Int32Array.from({ length: count }, (_, n) => n));
    return reads === "padding" ? rows : withoutPadding(rows);
  };
  const losses: number[] = [];
  await model.fit(first(x, checked, reference.trains), y.data.subarray(0, checked), {
    epochs: 1,
    onBatchEnd: ({ loss }) => losses.push(loss),
  });
  const predicted = first(xPredicted, checkedProbabilities, reference.predicts);
  return { losses, probabilities: Array.from(model.predictProba(predicted).data), tolerance };
}
