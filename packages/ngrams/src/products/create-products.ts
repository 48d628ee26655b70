import type { SparseMatrix } from "../sparse-matrix.ts";
import type { Products } from "./products.ts";
import { ScalarProducts } from "./scalar-products.ts";
import { createVectorProducts } from "./vector-products.ts";

/** Products by WebAssembly where there are several outputs and the host has it, else by plain loops: equal bits. */
export function createProducts(x: SparseMatrix, outputs: number): Products {
  const vector = outputs > 1 ? createVectorProducts(x, outputs) : undefined;
  return vector ?? new ScalarProducts(x, outputs);
}
