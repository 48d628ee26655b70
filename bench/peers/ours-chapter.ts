/**
 * The chapter's network of @rnn/model as a user runs it: `fit` and `predictProba`, with all that they do
 * around the kernels. An epoch is a quarter of a `fit` of four, so that opening the engine has no larger
 * share than it would have.
 */
import { RecurrentNetwork } from "@rnn/model";
import { batchSize, bpttSteps, type Job, learningRate } from "../jobs/chapter-job.ts";
import { openEngine } from "./open-engine.ts";
import { checkedProbabilities, type Peer } from "./serve.ts";
import { serveChapter } from "./serve-chapter.ts";

const engine = openEngine(process.argv[3]);

async function open({ x, y, xVal, weights }: Job): Promise<Peer> {
  let warning: string | undefined;
  const create = (): RecurrentNetwork => {
    const nCells = weights.b1.size;
    const network = new RecurrentNetwork({
      nCells,
      batchSize,
      bpttSteps,
      learningRate,
      engine,
      onWarning: (message) => (warning = message),
    });
    network.setWeights(weights);
    return network;
  };
  const first = (rows: Job["x"], count: number) =>
    count === rows.shape[0] ? rows : rows.take(Int32Array.from({ length: count }, (_, n) => n));
  const timed = create();
  await timed.fit(first(x, batchSize), y.data.subarray(0, batchSize), { epochs: 1 });
  if (warning !== undefined) throw new Error(warning);
  return {
    name: "@rnn/model",
    async check(count) {
      const network = create();
      const losses: number[] = [];
      const labels = y.data.subarray(0, count);
      await network.fit(first(x, count), labels, {
        epochs: 1,
        onBatchEnd: ({ loss }) => losses.push(loss),
      });
      return {
        losses,
        probabilities: network.predictProba(first(xVal, checkedProbabilities)).data,
      };
    },
    async train(batches) {
      const count = Math.min(batches * batchSize, x.shape[0]);
      const epochs = Math.min(4, Math.ceil(80_000 / count));
      const [rows, labels] = [first(x, count), y.data.subarray(0, count)];
      const started = performance.now();
      await timed.fit(rows, labels, { epochs });
      if (warning !== undefined) throw new Error(warning);
      return (performance.now() - started) / epochs;
    },
    async predict(count) {
      timed.predictProba(first(xVal, count));
      return undefined;
    },
  };
}

await serveChapter(open);
