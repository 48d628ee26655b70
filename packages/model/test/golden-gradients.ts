import { readFileSync } from "node:fs";
import { Tensor } from "@rnn/tensor";
import { asWeights, chapterPlan, type Weights } from "../src/chapter-plan.ts";
import { mapParameters, parameterTable } from "../src/network/parameter-table.ts";

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

/** The cases of the golden file. */
export const goldenCases: readonly GoldenCase[] = golden.cases;

/** What the golden file calls each parameter. */
export const goldenNames = { w1x: "wx", w1h: "wh", b1: "b1", w2: "w2", b2: "b2" } as const;

/** Weights of the golden file: 0.3 sin((1 + 0.37 k) i) for i from 1 on. */
export function goldenWeights(features: number, cells: number): Weights {
  const options = { nCells: cells, bpttSteps: 1, recurrentGradient: "exact" } as const;
  const waves: Record<string, number> = { w1x: 1, w1h: 2, b1: 3, w2: 4, b2: 5 };
  const parameters = mapParameters(
    parameterTable(chapterPlan(options, features)),
    ({ key, shape }) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const value = (_: unknown, i: number): number =>
        0.3 * Math.sin((i + 1) * (1 + 0.37 * waves[key]));
      return new Tensor(Float64Array.from({ length: size }, value), "float64", shape);
    },
  );
  return asWeights(parameters);
}
