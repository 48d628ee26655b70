import * as fc from "fast-check";
import { create, qrDependencies } from "mathjs";
import { describe, expect, test } from "vitest";
import { orthogonal, RandomState, type Shape, type Tensor } from "../src/index.ts";
import { reducedQr } from "../src/qr.ts";

interface Rows {
  Q: number[][];
  R: number[][];
}

/**
 * mathjs's decomposition with the arithmetic of plain numbers: its own comparisons take numbers near 0
 * for 0.
 */
const mathjsQr = ((): ((rows: number[][]) => Rows) => {
  const instance = create(qrDependencies);
  instance.import(
    {
      addScalar: (a: number, b: number) => a + b,
      subtractScalar: (a: number, b: number) => a - b,
      multiplyScalar: (a: number, b: number) => a * b,
      divideScalar: (a: number, b: number) => a / b,
      unaryMinus: (a: number) => -a,
      conj: (a: number) => a,
      equal: (a: number, b: number) => a === b,
      isZero: (a: number) => a === 0,
      sign: Math.sign,
      sqrt: Math.sqrt,
    },
    { override: true },
  );
  // mathjs types a matrix as nested to any depth; given number[][], Q and R are number[][].
  return (rows) => instance.qr(rows) as Rows;
})();

/** The rows of mathjs's reduced decomposition, one after the other. */
function mathjsReduced(matrix: Float64Array, rows: number, columns: number) {
  const { Q, R } = mathjsQr(
    Array.from({ length: rows }, (_, i) => [...matrix.subarray(i * columns, (i + 1) * columns)]),
  );
  return {
    q: Float64Array.from(Q.flatMap((row) => row.slice(0, columns))),
    r: Float64Array.from(R.slice(0, columns).flat()),
  };
}

/** As bits: 0 and -0 differ. */
function bitsOf({ q, r }: { q: Float64Array; r: Float64Array }) {
  return { q: new BigUint64Array(q.buffer), r: new BigUint64Array(r.buffer) };
}

type Matrix = Parameters<typeof reducedQr>;
const ours = (...matrix: Matrix) => bitsOf(reducedQr(...matrix));
const mathjs = (...matrix: Matrix) => bitsOf(mathjsReduced(...matrix));

describe("reducedQr", () => {
  const shapes = fc
    .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 }))
    .map(([a, b]): [number, number] => [Math.max(a, b), Math.min(a, b)]);

  test("gives mathjs's bits for normal numbers of any shape", () => {
    fc.assert(
      fc.property(shapes, fc.nat(), ([rows, columns], seed) => {
        const { data } = new RandomState(seed).standardNormal([rows, columns]);
        expect(ours(data, rows, columns)).toEqual(mathjs(data, rows, columns));
      }),
      { numRuns: 200 },
    );
  });

  test("gives mathjs's bits where columns are zero, repeat, or are tiny", () => {
    const value = fc.constantFrom(0, -0, 1, -1, 2, 0.5, 3e-200, -1e-170, 1e150);
    const matrices = shapes.chain(([rows, columns]) =>
      fc.tuple(
        fc.constant(rows),
        fc.constant(columns),
        fc.array(value, { minLength: rows * columns, maxLength: rows * columns }),
      ),
    );
    fc.assert(
      fc.property(matrices, ([rows, columns, values]) => {
        const matrix = Float64Array.from(values);
        expect(ours(matrix, rows, columns)).toEqual(mathjs(matrix, rows, columns));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    [32, 32],
    [67, 33],
    [90, 1],
    [64, 61],
  ])("gives mathjs's bits for %d x %d", (rows, columns) => {
    const { data } = new RandomState(1).standardNormal([rows, columns]);
    expect(ours(data, rows, columns)).toEqual(mathjs(data, rows, columns));
  });

  test("gives back the matrix within 1e-14, also where columns depend on each other", () => {
    for (const rows of [
      [3, 1, 4, 2, 0, 5],
      [1, 2, 2, 4, 3, 6],
      [0, 0, 0, 0],
    ]) {
      const { q, r } = reducedQr(Float64Array.from(rows), rows.length / 2, 2);
      expect([q.length, r.length]).toEqual([rows.length, 4]);
      expect(r[2]).toBe(0);
      rows.forEach((value, at) => {
        const [i, j] = [at >> 1, at & 1];
        const product = q[2 * i] * r[j] + q[2 * i + 1] * r[2 + j];
        expect(Math.abs(product - value)).toBeLessThan(1e-14);
      });
    }
  });
});

/** `orthogonal` as it was when mathjs decomposed its matrix. */
function mathjsOrthogonal(shape: Shape, random: RandomState, gain: number): Float64Array {
  const columns = shape[shape.length - 1];
  const rows = shape.slice(0, -1).reduce((product, length) => product * length);
  const [tall, short] = [Math.max(rows, columns), Math.min(rows, columns)];
  const { q, r } = mathjsReduced(random.standardNormal([tall, short]).data, tall, short);
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < tall; i++) {
    for (let j = 0; j < short; j++) {
      const signed = q[i * short + j] * (r[j * short + j] < 0 ? -gain : gain);
      result[rows < columns ? j * columns + i : i * columns + j] = signed;
    }
  }
  return result;
}

describe("orthogonal", () => {
  const lengths = fc.integer({ min: 1, max: 12 });

  test("has the bits that mathjs's decomposition gives, for every shape and seed", () => {
    fc.assert(
      fc.property(lengths, lengths, fc.nat(), (rows, columns, seed) => {
        const x: Tensor<"float64"> = orthogonal([rows, columns], new RandomState(seed));
        expect(x.data).toEqual(mathjsOrthogonal([rows, columns], new RandomState(seed), 1));
      }),
      { numRuns: 100 },
    );
  });

  test.each<[Shape, number]>([
    [[32, 32], 1],
    [[8, 100], 2],
    [[100, 8], -1.5],
    [[3, 4, 5], 1],
  ])("has mathjs's bits for the shape %j and the gain %d", (shape, gain) => {
    for (const seed of [0, 42, 1234]) {
      const x = orthogonal(shape, new RandomState(seed), { gain });
      expect(x.data).toEqual(mathjsOrthogonal(shape, new RandomState(seed), gain));
    }
  });
});
