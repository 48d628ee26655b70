/**
 * The job that every tool is given, as one npz file: tokens and labels of training and validation reviews,
 * and the weights to start from.
 */
import { readFile, writeFile } from "node:fs/promises";
import { loadData } from "@rnn/imdb-data";
import { RecurrentNetwork } from "@rnn/model";
import { padSequences, trainValidationSplit } from "@rnn/preprocess";
import { decodeNpz, encodeNpz, OneHotTensor, RandomState, Tensor, tensor } from "@rnn/tensor";
import { chapter, generateReviews } from "@rnn/testing/chapter-reviews";

/** One-hot reviews and their labels; `y` and `yVal` are float64. */
export interface Job {
  readonly x: OneHotTensor;
  readonly y: Tensor;
  readonly xVal: OneHotTensor;
  readonly yVal: Tensor;
  readonly weights: RecurrentNetwork["weights"];
}

/** What every tool trains with. */
export const learningRate = 0.1;
export const { batchSize, bpttSteps } = chapter;

/** The chapter's 20,000 and 5,000 reviews where RNN_DATA_DIR is set, else generated ones as long. */
export async function chapterJob(): Promise<Job> {
  const { features, cells, steps } = chapter;
  const weights = await initialWeights(features, cells);
  if (!process.env["RNN_DATA_DIR"]) {
    const [[x, y], [xVal, yVal]] = [
      generateReviews(20_000, new RandomState(1)),
      generateReviews(5000, new RandomState(2)),
    ].map(
      ({ sequences: { tokens, count }, labels }) =>
        [
          oneHot(Int32Array.from(tokens), [count, steps], features),
          tensor(Array.from(labels)),
        ] as const,
    );
    return { x, y, xVal, yVal, weights };
  }
  const { xTrain, yTrain } = await loadData({ skipTop: 20, numWords: features });
  const words = xTrain.filter((id) => id > 2);
  const split = trainValidationSplit(xTrain.length, { validationSize: 5000, seed: 42 });
  const [[x, y], [xVal, yVal]] = [split.train, split.validation].map((rows) => {
    const ids = padSequences(words.take(rows), { maxlen: steps });
    return [new OneHotTensor(ids, features), yTrain.take(rows).astype("float64")] as const;
  });
  return { x, y, xVal, yVal, weights };
}

/** A job of any size; nothing in it can be learnt. Lengths are distributed as the chapter's. */
export async function sizedJob(
  count: number,
  steps: number,
  features: number,
  cells: number,
): Promise<Job> {
  const random = new RandomState(1);
  const part = (rows: number): [OneHotTensor, Tensor] => {
    const tokens = random.randint(1, features, [rows * steps]).data as Int32Array<ArrayBuffer>;
    const lengths = random.randomSample([rows]).data;
    for (let n = 0; n < rows; n++) {
      const length = Math.min(steps, 1 + Math.floor(-0.556 * steps * Math.log(1 - lengths[n])));
      tokens.fill(0, n * steps, (n + 1) * steps - length);
    }
    return [
      oneHot(tokens, [rows, steps], features),
      random.randint(0, 2, [rows]).astype("float64"),
    ];
  };
  const [[x, y], [xVal, yVal]] = [part(count), part(32)];
  return { x, y, xVal, yVal, weights: await initialWeights(features, cells) };
}

/** Writes a job for tools in other processes. */
export async function writeJob(file: string, { x, y, xVal, yVal, weights }: Job): Promise<void> {
  const arrays = { x: x.indices, y, xVal: xVal.indices, yVal, ...weights };
  await writeFile(file, await encodeNpz(arrays));
}

/** Reads what `writeJob` wrote. */
export async function readJob(file: string): Promise<Job> {
  const { x, y, xVal, yVal, ...rest } = await decodeNpz(await readFile(file));
  const weights = rest as Job["weights"];
  const encode = (ids: unknown) => new OneHotTensor(ids as Tensor<"int32">, weights.w1x.shape[0]);
  return { x: encode(x), y: y as Tensor, xVal: encode(xVal), yVal: yVal as Tensor, weights };
}

function oneHot(tokens: Int32Array<ArrayBuffer>, shape: [number, number], features: number) {
  return new OneHotTensor(new Tensor(tokens, "int32", shape), features);
}

/** The weights that a network of this size begins its training with. */
async function initialWeights(features: number, nCells: number): Promise<Job["weights"]> {
  const network = new RecurrentNetwork({ nCells });
  await network.fit(oneHot(new Int32Array(1), [1, 1], features), [0], { epochs: 0 });
  return network.weights;
}
