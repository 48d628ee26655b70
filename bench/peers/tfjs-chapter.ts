/**
 * The same training written by hand over TensorFlow.js's core operations: token rows gathered, forward and
 * backward in one `tidy` a batch, the gradients of the last steps in one product each.
 */
import * as tf from "@tensorflow/tfjs-core";
import { bpttSteps, type Job, learningRate } from "../jobs/chapter-job.ts";
import { openTfjs } from "./open-tfjs.ts";
import type { Peer } from "./serve.ts";
import { fromSteps, serveChapter } from "./serve-chapter.ts";

const backend = process.argv[3];

async function open(job: Job): Promise<Peer> {
  await openTfjs(backend);
  return fromSteps(job, { name: `TensorFlow.js ${tf.version_core}, ${backend}`, ...training(job) });
}

function training({ x, y, xVal, weights }: Job) {
  const [steps, features] = [x.shape[1], x.shape[2]];
  const firstKept = steps - bpttSteps;
  const upload = (name: keyof Job["weights"]) =>
    tf.tensor(Float32Array.from(weights[name].data, Number), [...weights[name].shape]);
  const fresh = () => ({
    w1h: upload("w1h") as tf.Tensor2D,
    w1x: upload("w1x") as tf.Tensor2D,
    b1: upload("b1") as tf.Tensor1D,
    w2: upload("w2") as tf.Tensor2D,
    b2: upload("b2") as tf.Tensor1D,
  });
  let w = fresh();

  /** All states from `keep` on, and the logits. */
  function forward(tokens: Int32Array, rows: number, keep: number) {
    const { w1h, w1x, b1, w2, b2 } = w;
    const inputs = tf.add(w1x, b1);
    let h = tf.zeros<tf.Rank.R2>([rows, w1h.shape[0]]);
    const states = keep === 0 ? [h] : [];
    for (let t = 0; t < steps; t++) {
      const before = h;
      // A gather a step: splitting one large gather costs the wasm backend more than the steps.
      const ids = tf.tensor1d(tokens.subarray(t * rows, (t + 1) * rows), "int32");
      h = tf.tanh(tf.add(tf.gather(inputs, ids), tf.matMul(before, w1h)));
      if (t + 1 >= keep) states.push(h);
    }
    return { states, logits: tf.add(tf.matMul(h, w2), b2) };
  }

  function step(rows: Int32Array): number {
    const m = rows.length;
    const tokens = byStep(x, rows);
    const [loss, next] = tf.tidy(() => {
      const { states, logits } = forward(tokens, m, firstKept);
      const labels = tf.tensor2d(
        Float32Array.from(rows, (n) => y.data[n]),
        [m, 1],
      );
      const a = tf.sigmoid(logits);
      const clipped = tf.clipByValue(a, 1e-7, 1 - 1e-7);
      const likelihood = tf.add(
        tf.mul(labels, tf.log(clipped)),
        tf.mul(tf.sub(1, labels), tf.log(tf.sub(1, clipped))),
      );
      const err = tf.div<tf.Tensor2D>(tf.sub(a, labels), m);
      const last = states[bpttSteps];
      const slope = (h: tf.Tensor) => tf.sub(1, tf.square(h));
      const errors: tf.Tensor2D[] = [];
      let e = tf.mul<tf.Tensor2D>(tf.matMul(err, w.w2, false, true), slope(last));
      for (let k = bpttSteps - 1; k >= 0; k--) {
        errors.unshift(e);
        if (k > 0) e = tf.mul(tf.matMul(e, w.w1h, false, true), slope(states[k]));
      }
      const all = tf.concat(errors);
      const before = tf.concat<tf.Tensor2D>(states.slice(0, bpttSteps));
      // Not oneHot's own dtype argument: the wasm backend writes wrong numbers for "float32".
      const oneHot = tf.cast(
        tf.oneHot(tf.tensor1d(tokens.subarray(firstKept * m), "int32"), features),
        "float32",
      );
      const descend = <T extends tf.Tensor>(weight: T, gradient: tf.Tensor): T =>
        tf.sub<T>(weight, tf.mul(learningRate, gradient));
      const updated = {
        w1h: descend(w.w1h, tf.matMul(before, all, true)),
        w1x: descend(w.w1x, tf.matMul(oneHot as tf.Tensor2D, all, true)),
        b1: descend(w.b1, tf.sum(all, 0)),
        w2: descend(w.w2, tf.matMul(last, err, true)),
        b2: descend(w.b2, tf.sum(err, 0)),
      };
      return [tf.neg(tf.mean(likelihood)), updated] as [tf.Scalar, typeof w];
    });
    tf.dispose(w);
    w = next;
    const [value] = loss.dataSync();
    loss.dispose();
    return value;
  }

  function probabilities(count: number): Float32Array {
    const rows = Int32Array.from({ length: count }, (_, n) => n);
    const a = tf.tidy(() => tf.sigmoid(forward(byStep(xVal, rows), count, steps).logits));
    const values = a.dataSync() as Float32Array;
    a.dispose();
    return values;
  }

  return { reset: () => void ([, w] = [tf.dispose(w), fresh()]), step, probabilities };
}

/** The rows' tokens, `[steps, rows]`. */
function byStep({ indices: { data, shape } }: Job["x"], rows: Int32Array): Int32Array {
  const [steps, m] = [shape[1], rows.length];
  const tokens = new Int32Array(steps * m);
  for (let n = 0; n < m; n++) {
    for (let t = 0; t < steps; t++) tokens[t * m + n] = data[rows[n] * steps + t];
  }
  return tokens;
}

await serveChapter(open);
