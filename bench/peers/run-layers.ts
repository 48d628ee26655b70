/**
 * A whole run of a network of layers in a fresh process: reviews loaded, an epoch trained, all predicted.
 * Prints one line of JSON: seconds, and peak memory in MiB.
 */
import { Sequential } from "@rnn/model";
import { layerJob, withoutPadding } from "../jobs/layer-job.ts";
import { type LayerNetwork, layersOf } from "../jobs/layer-networks.ts";
import { peakMiB } from "./peak-mib.ts";

const started = performance.now();
const network = JSON.parse(process.argv[2]) as LayerNetwork;
const { x, y } = await layerJob(network, { trained: network.epochRows, predicted: 0 });
const reviews = withoutPadding(x);
const model = new Sequential(layersOf(network), { batchSize: network.batchSize });
await model.fit(reviews, y, { epochs: 1 });
const score = model.score(reviews, y);
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, score, peakMiB: peakMiB() }));
