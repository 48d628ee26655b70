/**
 * How long `fit` keeps its thread: the longest gap between two ticks of a timer of 1 ms while a network trains
 * on full batches. Prints one line of JSON: the gap of the first batch, in which memory is laid out, and the
 * longest after it; and how long `predictProba` of a batch takes, which is one turn.
 */
import { Sequential } from "@rnn/model";
import { generatedJob, withoutPadding } from "../jobs/layer-job.ts";
import { type LayerNetwork, layersOf } from "../jobs/layer-networks.ts";

const batches = 24;
const network = JSON.parse(process.argv[2]) as LayerNetwork;
const { batchSize } = network;
const { x, y } = generatedJob(network, { trained: batches * batchSize, predicted: 0 });
const model = new Sequential(layersOf(network), { batchSize });

// The turn of the first two batches, and the longest after it.
let [firstMs, longestMs] = [0, 0];
let [isFirst, last] = [true, performance.now()];
const tick = () => {
  const now = performance.now();
  if (isFirst) firstMs = Math.max(firstMs, now - last);
  else longestMs = Math.max(longestMs, now - last);
  if (ended >= 2) isFirst = false;
  last = now;
};
let ended = 0;
const timer = setInterval(tick, 1);
const reviews = withoutPadding(x);
await new Promise((resolve) => setTimeout(resolve, 20));
firstMs = 0;
await model.fit(reviews, y, { epochs: 1, onBatchEnd: ({ batch }) => void (ended = batch) });
tick();
clearInterval(timer);

const one = withoutPadding(x.take(Int32Array.from({ length: batchSize }, (_, n) => n)));
model.predictProba(one);
const started = performance.now();
model.predictProba(one);
const predictionMs = performance.now() - started;
console.log(JSON.stringify({ firstMs, longestMs, predictionMs }));
