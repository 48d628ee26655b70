import { readFileSync } from "node:fs";
import { OneHotTensor, Tensor, tensor } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import { RecurrentNetwork, type Weights } from "../src/index.ts";
import { engines } from "./engines.ts";

/** float64 NumPy's logits, loss and gradients of small batches; the file says how they were made. */
interface GoldenCase {
  F: number;
  H: number;
  T: number;
  N: number;
  trunc: number;
  variant: "exact" | "chapter";
  ids: number[][];
  y: number[];
  loss: number;
  z: number[];
  grads: Record<"w2" | "b2" | "wh" | "wx" | "b1", number[]>;
}

const golden = JSON.parse(
  readFileSync(new URL("golden/rnn-gradients.json", import.meta.url), "utf8"),
) as { cases: GoldenCase[] };

/** 0.3 sin((1 + 0.37 k) i) for i from 1 on: the golden file's weights. */
function waves(shape: readonly number[], k: number): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const values = Float64Array.from(
    { length: size },
    (_, i) => 0.3 * Math.sin((i + 1) * (1 + 0.37 * k)),
  );
  return new Tensor(values, "float64", shape);
}

const weightsOf = (features: number, cells: number): Weights => ({
  w1x: waves([features, cells], 1),
  w1h: waves([cells, cells], 2),
  b1: waves([cells], 3),
  w2: waves([cells, 1], 4),
  b2: waves([1], 5),
});

const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  largest(Array.from(a, (value, i) => value - b[i]));

describe.each(engines)("$engine", ({ engine, bound }) => {
  test.each(golden.cases)(
    `agrees with NumPy within ${bound}: F=$F H=$H T=$T N=$N, $trunc steps back, $variant`,
    ({ F, H, T, trunc, variant, ids, y, loss, z, grads }) => {
      const network = new RecurrentNetwork({
        nCells: H,
        bpttSteps: trunc,
        recurrentGradient: variant,
        engine,
      });
      network.setWeights(weightsOf(F, H));
      const oneHot = new OneHotTensor(tensor(ids, { dtype: "int32" }), F);
      for (const x of [oneHot, oneHot.toDense({ dtype: "float64" })]) {
        expect(x.shape).toEqual([ids.length, T, F]);
        const found = network.lossAndGradients(x, y);
        expect(Math.abs(found.loss - loss)).toBeLessThan(bound);
        const names = { w1x: "wx", w1h: "wh", b1: "b1", w2: "w2", b2: "b2" } as const;
        for (const [ours, theirs] of Object.entries(names)) {
          const { data } = found.gradients[ours as keyof Weights];
          expect(data.length, ours).toBe(grads[theirs].length);
          expect(difference(data, grads[theirs]), ours).toBeLessThan(bound);
        }
        const probabilities = z.map((logit) => 1 / (1 + Math.exp(-logit)));
        expect(difference(network.predictProba(x).data, probabilities)).toBeLessThan(bound);
      }
    },
  );
});

describe("the gradient check, against central differences of the loss", () => {
  const [F, H, T, N] = [5, 4, 7, 6];
  const ids = Array.from({ length: N }, (_, n) =>
    Array.from({ length: T }, (_, t) => (n * 3 + t * t) % F),
  );
  const x = new OneHotTensor(tensor(ids, { dtype: "int32" }), F);
  const y = [1, 0, 0, 1, 1, 0];

  function lossAt(weights: Weights): number {
    const network = new RecurrentNetwork({ nCells: H, engine: "reference" });
    network.setWeights(weights);
    return network.lossAndGradients(x, y).loss;
  }

  function relativeError(recurrentGradient: "exact" | "chapter", name: keyof Weights): number {
    const network = new RecurrentNetwork({
      nCells: H,
      bpttSteps: T,
      recurrentGradient,
      engine: "reference",
    });
    const weights = weightsOf(F, H);
    network.setWeights(weights);
    const analytic = network.lossAndGradients(x, y).gradients[name].data;
    const step = 1e-5;
    const numeric = Float64Array.from({ length: analytic.length }, (_, i) => {
      const moved = (by: number): number => {
        const copy = weights[name].copy();
        copy.data[i] += by;
        return lossAt({ ...weights, [name]: copy });
      };
      return (moved(step) - moved(-step)) / (2 * step);
    });
    return difference(analytic, numeric) / largest(numeric);
  }

  test.each(["w1h", "w1x", "b1", "w2", "b2"] as const)(
    "exact passes for %s within 1e-6",
    (name) => {
      expect(relativeError("exact", name)).toBeLessThan(1e-6);
    },
  );

  test.each(["w1h", "w1x", "b1"] as const)(
    "the printed form is off by over a tenth for %s",
    (name) => {
      expect(relativeError("chapter", name)).toBeGreaterThan(0.1);
    },
  );

  test.each(["w2", "b2"] as const)(
    "the printed form passes for %s, which no recurrence reaches",
    (name) => {
      expect(relativeError("chapter", name)).toBeLessThan(1e-6);
    },
  );
});
