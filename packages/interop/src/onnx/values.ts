import type { Tensor } from "@rnn/tensor";
import type { Chain } from "./chain.ts";

/** What is known of a value of a graph before it runs. N rows, T steps, D or H numbers, k directions. */
export type Value =
  /** The ids `[N, T]`. */
  | { readonly kind: "ids" }
  | { readonly kind: "constant"; readonly tensor: Tensor<"float64"> }
  /** Zeros of some shape: an initial state. */
  | { readonly kind: "zeros" }
  /** Whole numbers that follow from the shape of the input. */
  | { readonly kind: "shape" }
  /** A vector a step: `[N, T, D]`, or `[T, N, D]`. */
  | { readonly kind: "steps"; readonly stepsFirst: boolean; readonly chain: Chain }
  /** A cell's states `[T, k, N, H]`, or `[T, N, k, H]`. */
  | { readonly kind: "directions"; readonly directionsLast: boolean; readonly chain: Chain }
  /** Last states `[states, N, H]`, or `[N, states, H]`. */
  | { readonly kind: "lasts"; readonly statesLast: boolean; readonly states: readonly LastState[] }
  /** A last state `[N, H]` of one direction. */
  | { readonly kind: "last"; readonly state: LastState }
  /** A vector a row `[N, D]`. */
  | { readonly kind: "vector"; readonly chain: Chain }
  /** A vector a row times a matrix, before a bias is added. */
  | { readonly kind: "product"; readonly chain: Chain; readonly kernel: Tensor<"float64"> }
  /** `[N, K]`, or `[N]` of one. */
  | { readonly kind: "logits"; readonly chain: Chain; readonly outputs: number }
  | { readonly kind: "probabilities"; readonly chain: Chain; readonly outputs: number }
  /** What is none of these, and why. */
  | { readonly kind: "unknown"; readonly why: string };

/** The last state of the last layer of a chain, in one of its directions. */
export interface LastState {
  readonly chain: Chain;
  readonly direction: number;
  readonly directions: number;
}

/** A value of which nothing is known, for a reason. */
export function unknown(why: string): Value {
  return { kind: "unknown", why };
}
