import { OneHotTensor, RaggedTensor, RandomState, Tensor, tensor, zeros } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import {
  bidirectional,
  dense,
  dropout,
  embedding,
  globalAveragePooling1d,
  globalMaxPooling1d,
  gru,
  type Layer,
  lstm,
  Sequential,
  simpleRnn,
} from "../src/index.ts";
import { mapParameters, parameterTable } from "../src/network/parameter-table.ts";
import { engines } from "./engines.ts";

/** Made-up ids of rows of 1 to `steps` words from 1 on, and whether a row ends in an even word. */
function words(count: number, steps: number, inputDim: number, seed = 1) {
  const random = new RandomState(seed);
  const rows = Array.from({ length: count }, () =>
    Array.from(random.randint(1, inputDim, [random.randint(1, steps + 1)]).data, Number),
  );
  return {
    rows,
    x: RaggedTensor.fromArrays(rows),
    y: rows.map((row) => 1 - ((row.at(-1) ?? 0) % 2)),
  };
}

/** The rows at one length, with zeros in front or behind. */
function pad(rows: readonly number[][], padding: "pre" | "post"): Tensor<"int32"> {
  const steps = Math.max(...rows.map(({ length }) => length));
  return tensor(
    rows.map((row) => {
      const none = Array<number>(steps - row.length).fill(0);
      return padding === "pre" ? [...none, ...row] : [...row, ...none];
    }),
    { dtype: "int32" },
  );
}

const difference = (a: Tensor, b: Tensor): number => {
  expect(a.shape).toEqual(b.shape);
  const [found, expected] = [a, b].map((values) => Array.from(values.contiguous().data));
  return found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
};

const cells = [simpleRnn(5), lstm(4), gru(4), gru(3, { resetAfter: false })];
const plans: [string, Layer[]][] = cells.flatMap((cell, i): [string, Layer[]][] => [
  [`${i}: ${cell.kind}`, [cell, dense(1)]],
  [`${i}: ${cell.kind}, averaged`, [cell, globalAveragePooling1d(), dense(3)]],
  [`${i}: ${cell.kind}, its maximum`, [cell, globalMaxPooling1d(), dense(2)]],
  [
    `${i}: two of ${cell.kind}, in both directions`,
    [bidirectional(cell), bidirectional(cell), dense(1)],
  ],
]);

describe.each(engines)("on $engine", ({ engine, bound }) => {
  describe("a ragged tensor gives what a mask over padding gives", () => {
    const { rows, x } = words(17, 9, 12);
    const labels = rows.map((_, n) => n % 2);

    test.each(plans)("%s: behind to the bit, in front within 1e-14", (_, layers) => {
      const network = new Sequential([embedding(12, 4, { maskZero: true }), ...layers], { engine });
      const ragged = network.lossAndGradients(x, labels);
      for (const [padding, most] of [
        ["post", 0],
        ["pre", 1e-14],
      ] as const) {
        const padded = pad(rows, padding);
        expect(
          difference(network.predictProba(padded), network.predictProba(x)),
        ).toBeLessThanOrEqual(most);
        const { loss, gradients } = network.lossAndGradients(padded, labels);
        expect(Math.abs(loss - ragged.loss)).toBeLessThanOrEqual(most);
        for (const [name, gradient] of Object.entries(gradients)) {
          expect(difference(gradient, ragged.gradients[name]), name).toBeLessThanOrEqual(most);
        }
      }
    });

    test.each(plans)("%s: the states too", (_, layers) => {
      const network = new Sequential([embedding(12, 4, { maskZero: true }), ...layers], { engine });
      const padded = pad(rows, "post");
      expect(network.states(x)).toEqual(network.states(padded));
    });

    test.each(plans)("%s: a sequence of nothing but padding is an empty one", (_, layers) => {
      const network = new Sequential([embedding(12, 4, { maskZero: true }), ...layers], { engine });
      const empty = network.predictProba(RaggedTensor.fromArrays([[], [3]]));
      expect(
        network.predictProba(
          tensor(
            [
              [0, 0],
              [0, 3],
            ],
            { dtype: "int32" },
          ),
        ),
      ).toEqual(empty);
    });
  });

  test("where all is masked the initial state is what the last layer reads: its bias is the logit", () => {
    for (const cell of cells) {
      const network = new Sequential([embedding(5, 3, { maskZero: true }), cell, dense(2)], {
        engine,
      });
      network.setWeights({ ...network.weights, "dense.bias": [1, 3] });
      const [[first, second]] = network
        .predictProba(zeros([1, 4], { dtype: "int32" }))
        .toArray() as number[][];
      expect(second / first).toBeCloseTo(Math.exp(2), 12);
    }
  });

  describe("probabilities per step are those of each prefix", () => {
    const { rows, x } = words(6, 7, 12);

    test.each(plans)("%s", (_, layers) => {
      const network = new Sequential([embedding(12, 4, { maskZero: true }), ...layers], {
        engine,
        batchSize: 4,
      });
      for (const input of [x, pad(rows, "pre")]) {
        const steps = pad(rows, "pre").shape[1];
        const perStep = network.predictProbaPerStep(input);
        for (let t = 1; t <= steps; t++) {
          const prefix =
            input instanceof RaggedTensor
              ? RaggedTensor.fromArrays(rows.map((row) => row.slice(0, t)))
              : input.slice([0, rows.length], [0, t]).copy();
          const expected = network.predictProba(prefix).toArray();
          expect((perStep.toArray() as unknown[][]).map((row) => row[t - 1])).toEqual(expected);
        }
      }
    });
  });

  describe("looking inside", () => {
    const { rows, x, y } = words(5, 6, 9);

    test("the last states are what dense reads", () => {
      const network = new Sequential([embedding(9, 3), lstm(4), dense(1)], { engine });
      const states = network.states(x);
      expect(states.shape).toEqual([5, pad(rows, "pre").shape[1], 4]);
      const { "dense.kernel": kernel } = network.weights;
      const logits = states.slice([0, 5], [states.shape[1] - 1, states.shape[1]]);
      const found = logits
        .toArray()
        .map(([state]) => state.reduce((sum, h, j) => sum + h * kernel.data[j], 0));
      const expected = Array.from(network.predictProba(x).data, (a) => Math.log(a / (1 - a)));
      found.forEach((logit, n) => expect(Math.abs(logit - expected[n])).toBeLessThan(bound));
    });

    test("the derivatives by the states of tanh cells add up to that of their bias", () => {
      for (const layers of [
        [simpleRnn(3), dense(1)],
        [simpleRnn(3), globalAveragePooling1d(), dense(1)],
      ]) {
        const network = new Sequential([embedding(9, 3), ...layers], { engine });
        const [states, errors] = [network.states(x), network.stateGradients(x, y)];
        const { gradients } = network.lossAndGradients(x, y);
        const sums = [0, 0, 0];
        rows.forEach((row, n) =>
          row.forEach((_, t) =>
            sums.forEach((__, j) => {
              const i = (n * states.shape[1] + t) * 3 + j;
              sums[j] += errors.data[i] * (1 - states.data[i] ** 2);
            }),
          ),
        );
        sums.forEach((sum, j) =>
          expect(Math.abs(sum - gradients["simpleRnn.bias"].data[j])).toBeLessThan(bound),
        );
      }
    });

    test("they vanish before the steps that the error is carried through", () => {
      const network = new Sequential([embedding(9, 3), gru(2, { bpttSteps: 2 }), dense(1)], {
        engine,
      });
      const [row] = network
        .stateGradients(RaggedTensor.fromArrays([[1, 2, 3, 4, 5]]), [1])
        .toArray();
      expect(row.map((errors) => errors.some((error) => error !== 0))).toEqual([
        false,
        false,
        true,
        true,
        true,
      ]);
    });

    test("there are none without a recurrent layer", () => {
      const network = new Sequential([embedding(9, 3), globalAveragePooling1d(), dense(1)]);
      expect(() => network.states(x)).toThrow(
        "states: expected a network with a recurrent layer, got embedding, globalAveragePooling1d, dense.",
      );
    });
  });

  describe("predictions", () => {
    const { x, y } = words(9, 5, 8);

    test("of one logit are 1 above a probability of a half", () => {
      const network = new Sequential([embedding(8, 3), gru(3), dense(1)], { engine });
      const probabilities = network.predictProba(x);
      expect(probabilities.shape).toEqual([9]);
      expect(network.predict(x).dtype).toBe("int32");
      expect([...network.predict(x).data]).toEqual(
        Array.from(probabilities.data, (a) => Number(a > 0.5)),
      );
    });

    test("of several are the most likely class, and probabilities add up to 1", () => {
      const network = new Sequential([embedding(8, 3), gru(3), dense(4)], { engine });
      const rows = network.predictProba(x).toArray() as number[][];
      expect(rows).toHaveLength(9);
      for (const row of rows) expect(row.reduce((sum, a) => sum + a, 0)).toBeCloseTo(1, 14);
      const likely = rows.map((row) => row.indexOf(Math.max(...row)));
      expect([...network.predict(x).data]).toEqual(likely);
      expect(network.score(x, likely)).toBe(1);
      const labels = y.map((label, n) => (n === 0 ? label : likely[n]));
      expect(network.score(x, labels)).toBe((8 + Number(labels[0] === likely[0])) / 9);
    });

    test("read vectors as well as ids: one-hot ones, and any others", () => {
      const ids = tensor(
        [
          [0, 1, 2],
          [2, 1, 0],
        ],
        { dtype: "int32" },
      );
      const oneHot = new OneHotTensor(ids, 3);
      const network = new Sequential([bidirectional(lstm(2)), dropout(0.5), dense(1)], { engine });
      expect(() => network.predict(oneHot)).toThrow(
        /predict: expected a network that knows the width of its input/,
      );
      const weights = mapParameters(
        parameterTable({ layers: network.layers, features: 3 }),
        ({ shape }) => new RandomState(1).uniform(-1, 1, shape),
      );
      network.setWeights(weights);
      expect(network.predictProba(oneHot)).toEqual(network.predictProba(oneHot.toDense()));
      expect(network.weights).toEqual(weights);
    });
  });
});

test("predictions one after the other have the bits of a network that predicts once, also after its weights are replaced", async () => {
  const { x, y } = words(20, 6, 9);
  const make = (seed: number) =>
    new Sequential([embedding(9, 4), bidirectional(gru(3)), globalMaxPooling1d(), dense(1)], {
      seed,
    });
  const used = make(1);
  const few = x.take([3, 1]);
  for (const part of [x, few, x]) {
    expect(used.predictProba(part).data).toEqual(make(1).predictProba(part).data);
  }
  used.setWeights(make(2).weights);
  expect(used.predictProba(few).data).toEqual(make(2).predictProba(few).data);
  await used.fit(x, y, { epochs: 2 });
  const kept = Sequential.load(used.save());
  expect(used.predictProba(x).data).toEqual(kept.predictProba(x).data);
});

test("weights that are changed in place show in the next prediction, whenever they were taken", async () => {
  const { x } = words(20, 6, 9);
  const network = new Sequential([embedding(9, 4), gru(3), dense(1)]);
  network.predictProba(x);
  const bias = network.weights["dense.bias"];
  for (const value of [20, -20]) {
    bias.set(value, 0);
    const { data } = network.predictProba(x);
    expect(data.every((p) => p > 0.5)).toBe(value > 0);
  }
});
