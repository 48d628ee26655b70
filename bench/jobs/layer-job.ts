/**
 * The job of a network of layers, as one npz file: ids padded in front and labels of the reviews that are
 * trained on, ids of those that are predicted, and the weights to start from.
 */
import { readFile, writeFile } from "node:fs/promises";
import { loadData } from "@rnn/imdb-data";
import { Sequential } from "@rnn/model";
import { padSequences } from "@rnn/preprocess";
import { decodeNpz, encodeNpz, RaggedTensor, RandomState, Tensor } from "@rnn/tensor";
import { type LayerNetwork, layersOf } from "./layer-networks.ts";

/** Ids `[N, T]`, and float64 labels. */
export interface LayerJob {
  readonly x: Tensor<"int32">;
  readonly y: Tensor;
  readonly xPredicted: Tensor<"int32">;
  readonly weights: Sequential["weights"];
}

/** Batches of a `fit` before those that are timed; a job has as many more. */
export const untimedBatches = 2;

/** How many reviews a job has. */
export interface JobSize {
  readonly trained: number;
  readonly predicted: number;
}

/** IMDB's reviews where RNN_DATA_DIR is set, else generated ones as long. */
export async function layerJob(network: LayerNetwork, size: JobSize): Promise<LayerJob> {
  return cutJob(
    network,
    process.env["RNN_DATA_DIR"]
      ? await loadReviews(network)
      : generateReviews(network, Math.max(size.trained, size.predicted)),
    size,
  );
}

/** A job of any size, of generated reviews, each as long as there are steps. */
export function generatedJob(network: LayerNetwork, size: JobSize): LayerJob {
  const count = Math.max(size.trained, size.predicted);
  return cutJob(network, generateReviews(network, count, { isFull: true }), size);
}

function cutJob(
  network: LayerNetwork,
  { ids, labels }: ReturnType<typeof generateReviews>,
  size: JobSize,
): LayerJob {
  const weights = new Sequential(layersOf(network)).weights;
  const first = (count: number) => Int32Array.from({ length: count }, (_, n) => n);
  return {
    x: ids.take(first(size.trained)),
    y: labels.take(first(size.trained)),
    xPredicted: ids.take(first(size.predicted)),
    weights,
  };
}

async function loadReviews({ vocabulary, steps, readsPadding }: LayerNetwork) {
  const { xTrain, yTrain } = await loadData({
    skipTop: readsPadding ? 20 : 0,
    numWords: vocabulary,
  });
  const reviews = readsPadding ? xTrain.filter((id) => id > 2) : xTrain;
  return { ids: padSequences(reviews, { maxlen: steps }), labels: yTrain.astype("float64") };
}

/** Reviews of which nothing can be learnt; the rank of a word decides how frequent it is, as in texts. */
export function generateReviews(
  { vocabulary, steps }: Pick<LayerNetwork, "vocabulary" | "steps">,
  count: number,
  { isFull = false } = {},
) {
  const random = new RandomState(1);
  const ids = new Int32Array(count * steps);
  const words = random.randomSample([count * steps]).data;
  const lengths = random.randomSample([count]).data;
  for (let n = 0; n < count; n++) {
    // Two fifths of IMDB's reviews are cut to 200 words, and few have under 50.
    const cut = Math.min(steps, Math.ceil(steps * (0.25 + 1.25 * lengths[n])));
    const length = isFull ? steps : cut;
    for (let t = steps - length; t < steps; t++) {
      ids[n * steps + t] = Math.floor(vocabulary ** words[n * steps + t]);
    }
  }
  const labels = random.randint(0, 2, [count]).astype("float64");
  return { ids: new Tensor(ids, "int32", [count, steps]), labels };
}

/** Each row at its own length: without the zeros in front of it. */
export function withoutPadding({ data, shape }: Tensor<"int32">): RaggedTensor {
  const [count, steps] = shape;
  return RaggedTensor.fromArrays(
    Array.from({ length: count }, (_, n) => {
      const row = data.subarray(n * steps, (n + 1) * steps);
      const start = row.findIndex((id) => id !== 0);
      return start === -1 ? row.subarray(0, 0) : row.subarray(start);
    }),
  );
}

/** Writes a job for tools in other processes. */
export async function writeLayerJob(file: string, job: LayerJob): Promise<void> {
  const { weights, ...arrays } = job;
  await writeFile(file, await encodeNpz({ ...arrays, ...weights }));
}

/** Reads what `writeLayerJob` wrote. */
export async function readLayerJob(file: string): Promise<LayerJob> {
  const { x, y, xPredicted, ...weights } = await decodeNpz(await readFile(file));
  return {
    x: x as Tensor<"int32">,
    y: y as Tensor,
    xPredicted: xPredicted as Tensor<"int32">,
    weights: weights as LayerJob["weights"],
  };
}
