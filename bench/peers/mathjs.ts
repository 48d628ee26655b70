/**
 * The same training over mathjs's dense matrices: products by `multiply`, everything else by `map` and
 * element-wise functions; token rows gathered, not multiplied.
 */
import {
  addDependencies,
  create,
  dotMultiplyDependencies,
  type Matrix,
  matrixDependencies,
  multiplyDependencies,
  subtractDependencies,
  transposeDependencies,
  version,
} from "mathjs";
import { bpttSteps, type Job, learningRate } from "../jobs/chapter-job.ts";
import type { Peer } from "./serve.ts";
import { fromSteps, serveChapter } from "./serve-chapter.ts";

const math = create({
  addDependencies,
  dotMultiplyDependencies,
  matrixDependencies,
  multiplyDependencies,
  subtractDependencies,
  transposeDependencies,
});

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const slope = (h: Matrix) => h.map((value: number) => 1 - value * value);
const nested = (m: Matrix) => m.valueOf() as number[][];

function open(job: Job): Peer {
  return fromSteps(job, {
    name: `mathjs ${version}`,
    ...training(job),
  });
}

function training({ x, y, xVal, weights }: Job) {
  const steps = x.shape[1];
  const first = steps - bpttSteps;
  const fresh = () => ({
    w1h: math.matrix(weights.w1h.toArray() as number[][]),
    w1x: weights.w1x.toArray() as number[][],
    b1: math.matrix([weights.b1.toArray() as number[]]),
    w2: math.matrix(weights.w2.toArray() as number[][]),
    b2: weights.b2.data[0],
  });
  let w = fresh();
  const token = ({ indices: { data } }: Job["x"], row: number, t: number) => data[row * steps + t];

  function forward(of: Job["x"], rows: ArrayLike<number>) {
    const numbers = Array.from(rows);
    const bias = nested(w.b1)[0];
    const inputs = w.w1x.map((row) => row.map((value, j) => value + bias[j]));
    let h = math.matrix(numbers.map(() => bias.map(() => 0)));
    const states: Matrix[] = [];
    for (let t = 0; t < steps; t++) {
      if (t >= first) states.push(h);
      const input = math.matrix(numbers.map((row) => inputs[token(of, row, t)]));
      h = math.add<Matrix>(input, math.multiply(h, w.w1h)).map(Math.tanh);
    }
    states.push(h);
    const logits = nested(math.multiply(h, w.w2)).map(([z]) => z + w.b2);
    return { states, logits };
  }

  function step(rows: Int32Array): number {
    const m = rows.length;
    const { states, logits } = forward(x, rows);
    const a = logits.map(sigmoid);
    const labels = Array.from(rows, (row) => y.data[row]);
    const loss = a.reduce((sum, p, n) => sum - Math.log(labels[n] === 1 ? p : 1 - p), 0) / m;
    const err = math.matrix(a.map((p, n) => [(p - labels[n]) / m]));
    const ones = math.matrix([labels.map(() => 1)]);
    let e = math.dotMultiply<Matrix>(
      math.multiply(err, math.transpose(w.w2)),
      slope(states[bpttSteps]),
    );
    let w1h = math.multiply(math.transpose(states[bpttSteps - 1]), e);
    let b1 = math.multiply(ones, e);
    const w1x = w.w1x.map((row) => row.map(() => 0));
    for (let k = bpttSteps - 1; ; k--) {
      for (const [n, error] of nested(e).entries()) {
        const into = w1x[token(x, rows[n], first + k)];
        for (let j = 0; j < error.length; j++) into[j] += error[j];
      }
      if (k === 0) break;
      e = math.dotMultiply<Matrix>(math.multiply(e, math.transpose(w.w1h)), slope(states[k]));
      w1h = math.add<Matrix>(w1h, math.multiply(math.transpose(states[k - 1]), e));
      b1 = math.add<Matrix>(b1, math.multiply(ones, e));
    }
    const descend = (weight: Matrix, gradient: Matrix) =>
      math.subtract<Matrix>(weight, math.multiply(learningRate, gradient));
    w = {
      w1h: descend(w.w1h, w1h),
      w1x: w.w1x.map((row, id) => row.map((value, j) => value - learningRate * w1x[id][j])),
      b1: descend(w.b1, b1),
      w2: descend(w.w2, math.multiply(math.transpose(states[bpttSteps]), err)),
      b2: w.b2 - learningRate * nested(math.multiply(ones, err))[0][0],
    };
    return loss;
  }

  function probabilities(count: number): number[] {
    return forward(
      xVal,
      Array.from({ length: count }, (_, n) => n),
    ).logits.map(sigmoid);
  }

  return { reset: () => void (w = fresh()), step, probabilities };
}

await serveChapter(open);
