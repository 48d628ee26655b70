/** The book's network in TensorFlow.js layers: `trainOnBatch` of a sequential model. */

import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { batchesOf } from "../jobs/batches-of.ts";
import { type LayerJob, readLayerJob } from "../jobs/layer-job.ts";
import type { LayerNetwork } from "../jobs/layer-networks.ts";
import { addUnsortedSegmentSum } from "./add-unsorted-segment-sum.ts";
import { openTfjs } from "./open-tfjs.ts";
import { checkedProbabilities, type Peer, serve } from "./serve.ts";

function open({ x, y, xPredicted, weights }: LayerJob, network: LayerNetwork): Peer {
  const { batchSize, steps, vocabulary, embeddingSize, units } = network;
  const ids = (data: Int32Array) => tf.tensor2d(data, [data.length / steps, steps], "int32");
  const model = tfl.sequential({
    layers: [
      tfl.layers.embedding({
        inputDim: vocabulary,
        outputDim: embeddingSize,
        inputLength: steps,
      }),
      // The default initializer, orthogonal, needs all of TensorFlow.js; the weights are set anyway.
      tfl.layers.lstm({
        units,
        recurrentActivation: "sigmoid",
        recurrentInitializer: "glorotUniform",
      }),
      tfl.layers.dense({ units: 1, activation: "sigmoid" }),
    ],
  });
  // Of the core: the package of layers has no optimizers of its own.
  const compile = (optimizer: tf.Optimizer) =>
    model.compile({ optimizer, loss: "binaryCrossentropy" });
  const reset = () => {
    const arrays = Object.values(weights).map(({ data, shape }) =>
      tf.tensor(Float32Array.from(data, Number), [...shape]),
    );
    model.setWeights(arrays);
    tf.dispose(arrays);
  };
  const step = async (rows: Int32Array): Promise<number> => {
    const batch = [
      ids(x.take(rows).data),
      tf.tensor2d(Float32Array.from(y.take(rows).data), [rows.length, 1]),
    ];
    const loss = await model.trainOnBatch(batch[0], batch[1]);
    tf.dispose(batch);
    return Number(loss);
  };
  const order = batchesOf(x.shape[0], batchSize);
  reset();
  compile(tf.train.adam());
  return {
    name: `TensorFlow.js ${tf.version_core}, ${tf.getBackend()}`,
    async check(count) {
      reset();
      // Plain descent: its Adam adds epsilon elsewhere than Keras's.
      compile(tf.train.sgd(0.1));
      const losses: number[] = [];
      for (const rows of batchesOf(count, batchSize)) losses.push(await step(rows));
      const input = ids(xPredicted.data.subarray(0, checkedProbabilities * steps));
      const output = model.predictOnBatch(input) as tf.Tensor;
      const probabilities = Array.from(output.dataSync());
      tf.dispose([input, output]);
      compile(tf.train.adam());
      return { losses, probabilities };
    },
    async train(batches) {
      for (const rows of order.slice(0, batches)) await step(rows);
      return undefined;
    },
    async predict() {
      throw new Error("bench: predictions of this tool are not timed");
    },
  };
}

const [, , file, network, backend] = process.argv;
await serve(async () => {
  await openTfjs(backend);
  if (backend === "wasm") addUnsortedSegmentSum();
  return open(await readLayerJob(file), JSON.parse(network) as LayerNetwork);
});
