/** The same training over jax-js on WebAssembly: one `jit` function a batch, differentiated by `grad`. */
import { defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad } from "@jax-js/jax";
import { bpttSteps, type Job, learningRate } from "../jobs/chapter-job.ts";
import { type Peer, versionOf } from "./serve.ts";
import { fromSteps, serveChapter } from "./serve-chapter.ts";

type Weights = { w1h: np.Array; w1x: np.Array; b1: np.Array; w2: np.Array; b2: np.Array };

async function open(job: Job): Promise<Peer> {
  await init("wasm");
  defaultDevice("wasm");
  return fromSteps(job, {
    name: `jax-js ${versionOf("@jax-js/jax")}, jit, wasm`,
    ...training(job),
  });
}

/** Logits of `[steps, rows]` tokens. Every argument is consumed, as jax-js has it. */
function forward({ w1h, w1x, b1, w2, b2 }: Weights, tokens: np.Array): np.Array {
  const [steps, rows] = tokens.shape;
  const first = steps - bpttSteps;
  let h = np.zeros([rows, w1h.shape[0]]);
  for (let t = 0; t < steps; t++) {
    const input = np.take(w1x.ref, tokens.ref.slice(t), 0).add(b1.ref);
    h = np.tanh(input.add(np.matmul(h, w1h.ref)));
    // What comes before the last steps is not differentiated.
    if (t === first - 1) h = lax.stopGradient(h);
  }
  for (const used of [w1h, w1x, b1, tokens]) used.dispose();
  return np.matmul(h, w2).add(b2).reshape([rows]);
}

function training({ x, y, xVal, weights }: Job) {
  const upload = (name: keyof Weights) =>
    np.array(Float32Array.from(weights[name].data, Number)).reshape([...weights[name].shape]);
  const fresh = (): Weights => ({
    w1h: upload("w1h"),
    w1x: upload("w1x"),
    b1: upload("b1"),
    w2: upload("w2"),
    b2: upload("b2"),
  });
  let w = fresh();

  /** Binary cross-entropy by the logit: log(1 + exp(z)) - y z. */
  const loss = (parameters: Weights, tokens: np.Array, labels: np.Array): np.Array => {
    const z = forward(parameters, tokens);
    return nn.softplus(z.ref).sub(labels.mul(z)).mean();
  };
  const update = jit((parameters: Weights, tokens: np.Array, labels: np.Array) => {
    const { w1h, w1x, b1, w2, b2 } = parameters;
    const held = { w1h: w1h.ref, w1x: w1x.ref, b1: b1.ref, w2: w2.ref, b2: b2.ref };
    const [value, gradients] = valueAndGrad(loss)(held, tokens, labels);
    const descend = (name: keyof Weights) =>
      parameters[name].sub(gradients[name].mul(learningRate));
    const next: Weights = {
      w1h: descend("w1h"),
      w1x: descend("w1x"),
      b1: descend("b1"),
      w2: descend("w2"),
      b2: descend("b2"),
    };
    return [value, next] as [np.Array, Weights];
  });
  const infer = jit((parameters: Weights, tokens: np.Array) =>
    nn.sigmoid(forward(parameters, tokens)),
  );

  return {
    reset: () => void (w = fresh()),
    async step(rows: Int32Array) {
      const labels = np.array(Float32Array.from(rows, (n) => y.data[n]));
      const [value, next] = update(w, byStep(x, rows), labels);
      w = next;
      return (await value.data())[0];
    },
    async probabilities(count: number) {
      const rows = Int32Array.from({ length: count }, (_, n) => n);
      const held = { w1h: w.w1h.ref, w1x: w.w1x.ref, b1: w.b1.ref, w2: w.w2.ref, b2: w.b2.ref };
      return (await infer(held, byStep(xVal, rows)).data()) as Float32Array;
    },
  };
}

/** The rows' tokens, `[steps, rows]`. */
function byStep({ indices: { data, shape } }: Job["x"], rows: Int32Array): np.Array {
  const [steps, m] = [shape[1], rows.length];
  const tokens = new Int32Array(steps * m);
  for (let n = 0; n < m; n++) {
    for (let t = 0; t < steps; t++) tokens[t * m + n] = data[rows[n] * steps + t];
  }
  return np.array(tokens, { dtype: np.int32 }).reshape([steps, m]);
}

await serveChapter(open);
