import { OneHotTensor, tensor } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import { RecurrentNetwork, type Weights } from "../src/index.ts";
import { engines } from "./engines.ts";
import { goldenCases, goldenNames, goldenWeights } from "./golden-gradients.ts";

const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  largest(Array.from(a, (value, i) => value - b[i]));

describe.each(engines)("$engine", ({ engine, bound }) => {
  test.each(goldenCases)(
    `agrees with NumPy within ${bound}: F=$F H=$H T=$T N=$N, $trunc steps back, $variant`,
    ({ F, H, T, trunc, variant, ids, y, loss, z, grads }) => {
      const network = new RecurrentNetwork({
        nCells: H,
        bpttSteps: trunc,
        recurrentGradient: variant,
        engine,
      });
      network.setWeights(goldenWeights(F, H));
      const oneHot = new OneHotTensor(tensor(ids, { dtype: "int32" }), F);
      for (const x of [oneHot, oneHot.toDense({ dtype: "float64" })]) {
        expect(x.shape).toEqual([ids.length, T, F]);
        const found = network.lossAndGradients(x, y);
        expect(Math.abs(found.loss - loss)).toBeLessThan(bound);
        for (const [ours, theirs] of Object.entries(goldenNames)) {
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
    const weights = goldenWeights(F, H);
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
