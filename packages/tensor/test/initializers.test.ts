import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { glorotUniform, orthogonal, RandomState, type Shape, type Tensor } from "../src/index.ts";

/** How far the dot products of the columns (of the rows, where they are fewer) are from gain**2 I. */
function orthogonalityError(x: Tensor<"float64">, gain: number): number {
  const columns = x.shape[x.rank - 1];
  const matrix = x.reshape([x.size / columns, columns]);
  const tall = (matrix.shape[0] < columns ? matrix.transpose() : matrix).contiguous();
  const [m, n] = tall.shape;
  let worst = 0;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      let dot = 0;
      for (let i = 0; i < m; i++) dot += tall.data[i * n + a] * tall.data[i * n + b];
      worst = Math.max(worst, Math.abs(dot - (a === b ? gain * gain : 0)));
    }
  }
  return worst;
}

describe("glorotUniform", () => {
  it.each<[Shape | number, number]>([
    [[100, 32], Math.sqrt(6 / 132)],
    [[32, 1], Math.sqrt(6 / 33)],
    [[7], Math.sqrt(6 / 14)],
    [7, Math.sqrt(6 / 14)],
    [[3, 3, 8, 16], Math.sqrt(6 / (72 + 144))],
    [[], Math.sqrt(3)],
    [[1, 0], Math.sqrt(3)],
  ])("of shape %j draws from -limit to limit, limit %f", (shape, limit) => {
    const x = glorotUniform(shape, new RandomState(1234));
    expect(x.shape).toEqual(typeof shape === "number" ? [shape] : shape);
    expect(x.dtype).toBe("float64");
    const want = new RandomState(1234).uniform(-limit, limit, shape);
    expect(x.data.every((value, i) => Math.abs(value - want.data[i]) < 1e-15)).toBe(true);
  });

  it("is NumPy's uniform of Keras's limit to the bit", () => {
    // limit = math.sqrt(3.0 * (1 / max(1.0, (2 + 3) / 2))); RandomState(0).uniform(-limit, limit, (2, 3))
    expect(glorotUniform([2, 3], new RandomState(0)).toArray()).toEqual([
      [0.10694502884745116, 0.47145628038967113, 0.225143276639304],
      [0.09833412712013101, -0.16726395423736085, 0.319637986935267],
    ]);
  });

  it("has the variance 2 / (fanIn + fanOut) within 2 % and the mean 0 within 0.001", () => {
    const { data } = glorotUniform([300, 200], new RandomState(1));
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
    expect(Math.abs(mean)).toBeLessThan(0.001);
    expect(Math.abs(variance / (2 / 500) - 1)).toBeLessThan(0.02);
  });

  it("continues the stream", () => {
    const random = new RandomState(5);
    const first = glorotUniform([4, 4], random);
    expect(glorotUniform([4, 4], random).toArray()).not.toEqual(first.toArray());
  });

  it("refuses a negative length", () => {
    expect(() => glorotUniform([2, -3], new RandomState(0))).toThrow(
      new RangeError(
        "glorotUniform: expected a shape of whole numbers that are not negative, got [2, -3].",
      ),
    );
  });
});

describe("orthogonal", () => {
  it.each<[Shape, number]>([
    [[32, 32], 1],
    [[5, 5], 2],
    [[7, 19], 0.5],
    [[19, 7], 3],
    [[1, 6], 1],
    [[6, 1], 1],
    [[1, 1], 1],
    [[3, 2, 4], 1],
    [[2, 2, 9], -1.5],
  ])("of shape %j and gain %f is orthogonal within 1e-12", (shape, gain) => {
    const x = orthogonal(shape, new RandomState(1234), { gain });
    expect(x.shape).toEqual(shape);
    expect(x.dtype).toBe("float64");
    expect(orthogonalityError(x, gain)).toBeLessThan(1e-12);
  });

  it("is orthogonal within 1e-12 for every shape and seed", () => {
    const length = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(length, length, fc.nat(), (rows, columns, seed) => {
        const x = orthogonal([rows, columns], new RandomState(seed));
        expect(orthogonalityError(x, 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 40 },
    );
  });

  it.each<[Shape, number[][]]>([
    [
      [3, 3],
      [
        [0.22081074556662417, -0.29306608497422415, 0.9302445294008411],
        [0.6770520954052213, -0.6404717880862201, -0.36248634287796183],
        [0.7020278304666494, 0.7098648874986853, 0.056997953882295956],
      ],
    ],
    [
      [2, 3],
      [
        [0.5849555715071137, 0.7627506014605745, -0.275750792082848],
        [-0.7771473150481735, 0.6243964166836901, 0.07855676639210044],
      ],
    ],
    [
      [3, 2],
      [
        [0.5849555715071137, -0.7771473150481735],
        [0.7627506014605745, 0.6243964166836901],
        [-0.275750792082848, 0.07855676639210044],
      ],
    ],
  ])(
    "of shape %j has the signs and values of NumPy's decomposition within 1e-14",
    (shape, want) => {
      // q, r = np.linalg.qr(RandomState(42).standard_normal((max, min))); q * np.sign(np.diag(r)), .T if wide
      const x = orthogonal(shape, new RandomState(42));
      const flat = want.flat();
      expect(x.data.every((value, i) => Math.abs(value - flat[i]) < 1e-14)).toBe(true);
    },
  );

  it("keeps the length of vectors, and gain multiplies it", () => {
    const x = orthogonal([5, 5], new RandomState(1234), { gain: 2 });
    for (let column = 0; column < 5; column++) {
      const squares = Array.from({ length: 5 }, (_, row) => x.at(row, column) ** 2);
      expect(Math.sqrt(squares.reduce((sum, square) => sum + square))).toBeCloseTo(2, 12);
    }
  });

  it("of an empty shape is empty and draws nothing", () => {
    const random = new RandomState(0);
    expect(orthogonal([0, 4], random).shape).toEqual([0, 4]);
    expect(orthogonal([4, 0], random).shape).toEqual([4, 0]);
    expect(random.randomSample()).toBe(0.5488135039273248);
  });

  it.each([[[5]], [[]]])("refuses the shape %j", (shape) => {
    expect(() => orthogonal(shape, new RandomState(0))).toThrow(
      new RangeError(
        `orthogonal: expected a shape of at least two axes, got [${shape.join(", ")}].`,
      ),
    );
  });
});
