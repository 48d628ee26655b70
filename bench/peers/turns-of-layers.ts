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

let [last, longest, firstMs] = [performance.now(), 0, 0];
const tick = () => {
  const now = performance.now();
  longest = Math.max(longest, now - last);
  last = now;
};
const timer = setInterval(tick, 1);
const reviews = withoutPadding(x);
await new Promise((resolve) => setTimeout(resolve, 20));
longest = 0;
await model.fit(reviews, y, {
  epochs: 1,
  onBatchEnd({ batch }) {
    if (batch !== 2) return;
    [firstMs, longest] = [longest, 0];
    last = performance.now();
  },
});
tick();
clearInterval(timer);
const longestMs = longest;

const one = withoutPadding(x.take(Int32Array.from({ length: batchSize }, (_, n) => n)));
model.predictProba(one);
const started = performance.now();
model.predictProba(one);
const predictionMs = performance.now() - started;
console.log(JSON.stringify({ firstMs, longestMs, predictionMs }));
