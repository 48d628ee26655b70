import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Products } from "../src/products/products.ts";
import { ScalarProducts } from "../src/products/scalar-products.ts";
import { createVectorProducts } from "../src/products/vector-products.ts";
import type { SparseMatrix } from "../src/sparse-matrix.ts";
import { runToEnd } from "../src/steps.ts";

test("the committed kernels are what assembly/ compiles to", () => {
  const script = fileURLToPath(new URL("../scripts/build-kernels.mjs", import.meta.url));
  expect(() =>
    execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" }),
  ).not.toThrow();
});

/** Numbers of all sizes and signs, the same at each run. */
function noise(n: number): number {
  return Math.fround(Math.sin(n * 12.9898) * 10 ** ((n % 7) - 3));
}

/** Rows of 0 to 12 entries, row 5 with more than the kernels take at once. */
function sparseMatrix(rows: number, columns: number): SparseMatrix {
  const lengths = Array.from({ length: rows }, (_, row) => (row === 5 ? 70_000 : (row * 5) % 13));
  const rowOffsets = new Int32Array(rows + 1);
  lengths.forEach((length, row) => {
    rowOffsets[row + 1] = rowOffsets[row] + length;
  });
  const entries = rowOffsets[rows];
  const indices = Int32Array.from({ length: entries }, (_, at) => (at * 7919) % columns);
  const values = Float32Array.from({ length: entries }, (_, at) => noise(at));
  return { rows, columns, rowOffsets, indices, values };
}

/** What each product gives, rows narrowed to the outputs. */
function multiplyAll(products: Products, x: SparseMatrix, outputs: number): number[][] {
  const { width, factor, gradient } = products;
  const widen = (length: number): Float32Array =>
    Float32Array.from({ length: length * width }, (_, n) => {
      const [row, k] = [Math.floor(n / width), n % width];
      return k < outputs ? noise(row * outputs + k) : 0;
    });
  const narrow = (values: Float32Array): number[] =>
    Array.from(values).filter((_, n) => n % width < outputs);
  const z = new Float32Array(x.rows * width);
  factor.set(widen(x.columns + 1));
  runToEnd(products.multiply(z));
  runToEnd(products.multiplyTransposed(widen(x.rows)));
  const order = Int32Array.from({ length: x.rows }, (_, n) => (n * 7) % x.rows);
  const halve = (_: number, row: Float32Array): void => {
    for (let k = 0; k < row.length; k++) row[k] *= 0.001;
  };
  const products3 = [narrow(z), narrow(gradient)];
  runToEnd(products.sweep(order, halve));
  return [...products3, narrow(factor)];
}

describe("the kernels give the bits of the plain loops", () => {
  test.each([2, 3, 4, 16, 21, 77])("for %i outputs", (outputs) => {
    const x = sparseMatrix(300, 400);
    const kernels = createVectorProducts(x, outputs);
    expect(kernels).toBeDefined();
    if (kernels === undefined) return;
    const wanted = multiplyAll(new ScalarProducts(x, outputs), x, outputs);
    expect(multiplyAll(kernels, x, outputs)).toEqual(wanted);
  });
});

test("plain loops multiply as the formula says", () => {
  const x: SparseMatrix = {
    rows: 2,
    columns: 3,
    rowOffsets: new Int32Array([0, 2, 3]),
    indices: new Int32Array([0, 2, 1]),
    values: new Float32Array([2, 3, 4]),
  };
  for (const outputs of [1, 2]) {
    const products = new ScalarProducts(x, outputs);
    const z = new Float32Array(2 * outputs);
    products.factor.fill(1);
    runToEnd(products.multiply(z));
    expect(z[0]).toBe(6); // 2 + 3 + 1
    expect(z[outputs]).toBe(5); // 4 + 1
    runToEnd(products.multiplyTransposed(z));
    expect(Array.from(products.gradient).filter((_, n) => n % outputs === 0)).toEqual([
      12, 20, 18, 11,
    ]);
  }
});
