/**
 * A network of layers of @rnn/model as a user runs it: `fit` and `predictProba`. Only part of an epoch is
 * timed, so what happens once a `fit` is left out: its first batches, in which memory is laid out and threads
 * start; and a first `fit`, in which the kernels are still being optimised.
 */
import { Sequential } from "@rnn/model";
import { type LayerJob, readLayerJob, untimedBatches, withoutPadding } from "../jobs/layer-job.ts";
import { type LayerNetwork, layersOf } from "../jobs/layer-networks.ts";
import { openEngine } from "./open-engine.ts";
import { checkedProbabilities, type Peer, serve } from "./serve.ts";

const firstBatches = 8;

/** The network over a job; `reads` says whether it is trained on padded ids or on each row's own words. */
async function open(
  { x, y, xPredicted, weights }: LayerJob,
  network: LayerNetwork,
  variant: string,
  reads: string,
): Promise<Peer> {
  let warning: string | undefined;
  const engine = openEngine(variant);
  const { batchSize } = network;
  const create = (): Sequential => {
    const options = { batchSize, engine, onWarning: (message: string) => void (warning = message) };
    const created = new Sequential(layersOf(network), options);
    created.setWeights(weights);
    return created;
  };
  const rows = (count: number) => Int32Array.from({ length: count }, (_, n) => n);
  const first = (ids: LayerJob["x"], count: number, isPadded: boolean) =>
    isPadded ? ids.take(rows(count)) : withoutPadding(ids.take(rows(count)));
  const trained = (count: number) => first(x, count, reads === "padding");
  const predicted = (count: number) => first(xPredicted, count, network.readsPadding);
  const wholePrediction = predicted(xPredicted.shape[0]);
  const timed = create();
  const warmUp = Math.min(firstBatches * batchSize, x.shape[0]);
  await timed.fit(trained(warmUp), y.data.subarray(0, warmUp), { epochs: 1 });
  // An engine that this host does not have, or not for such networks.
  if (warning !== undefined) throw new Error(warning);
  return {
    name: "@rnn/model",
    async check(count) {
      const checked = create();
      const losses: number[] = [];
      await checked.fit(trained(count), y.data.subarray(0, count), {
        epochs: 1,
        onBatchEnd: ({ loss }) => losses.push(loss),
      });
      const { data } = checked.predictProba(predicted(checkedProbabilities));
      return { losses, probabilities: data };
    },
    async train(batches) {
      const count = (untimedBatches + batches) * batchSize;
      if (count > x.shape[0]) throw new Error(`bench: a job of ${x.shape[0]} rows is too small`);
      let started = NaN;
      let ended = NaN;
      await timed.fit(trained(count), y.data.subarray(0, count), {
        epochs: 1,
        onBatchEnd({ batch }) {
          ended = performance.now();
          if (batch === untimedBatches) started = ended;
        },
      });
      return ended - started;
    },
    async predict(count) {
      timed.predictProba(count === xPredicted.shape[0] ? wholePrediction : predicted(count));
      return undefined;
    },
  };
}

const [, , file, network, variant, reads] = process.argv;
await serve(async () =>
  open(await readLayerJob(file), JSON.parse(network) as LayerNetwork, variant, reads),
);
