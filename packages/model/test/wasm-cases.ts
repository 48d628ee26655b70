import { RandomState } from "@rnn/tensor";
import { asWeights, chapterPlan, featuresOf, type Weights } from "../src/chapter-plan.ts";
import type { Engine, EngineSession } from "../src/engine/engine.ts";
import {
  initialParameters,
  mapParameters,
  parameterTable,
} from "../src/network/parameter-table.ts";
import type { DenseSequences, TokenSequences } from "../src/network/sequences.ts";
import { sgd } from "../src/optimizers/sgd.ts";

/** Uniform weights whose states neither die out nor saturate, whatever the number of cells. */
export function randomWeights(features: number, cells: number, seed: number): Weights {
  const random = new RandomState(seed);
  const table = parameterTable(chapterPlan(chapterOptions(cells), features));
  const limitOf: Record<string, number> = {
    w1h: 1 / Math.sqrt(cells),
    w1x: 1,
    b1: 0.5,
    w2: 1 / Math.sqrt(cells),
    b2: 0.5,
  };
  return asWeights(
    mapParameters(table, ({ key, shape }) => random.uniform(-limitOf[key], limitOf[key], shape)),
  );
}

/** The weights that a network begins with. */
export function initialWeights(features: number, cells: number, seed: number): Weights {
  const table = parameterTable(chapterPlan(chapterOptions(cells), features));
  return asWeights(initialParameters(table, seed));
}

/** Tokens after a run of `pad` as long as chance has it, from nothing to the whole sequence. */
export function paddedTokens(
  count: number,
  steps: number,
  features: number,
  seed: number,
  pad = 0,
): TokenSequences {
  const random = new RandomState(seed);
  const tokens = Int32Array.from(random.randint(0, features, [count, steps]).data);
  for (let n = 0; n < count; n++) {
    const run = random.randint(0, steps + 1);
    tokens.fill(pad, n * steps, n * steps + run);
  }
  return { count, steps, features, tokens };
}

/** Standard normal input vectors. */
export function denseSequences(
  count: number,
  steps: number,
  features: number,
  seed: number,
): DenseSequences {
  const random = new RandomState(seed);
  return { count, steps, features, dense: random.standardNormal([count * steps * features]).data };
}

/** What of a chapter's network a session depends on, besides its weights. */
interface ChapterSession {
  readonly batchSize: number;
  readonly bpttSteps: number;
  readonly recurrentGradient: "exact" | "chapter";
}

/** The options of the chapter's plan. */
const chapterOptions = (nCells: number) =>
  ({ nCells, bpttSteps: 10, recurrentGradient: "exact" }) as const;

/** Session options with everything said. */
export const sessionOptions = (
  batchSize: number,
  bpttSteps: number,
  recurrentGradient: ChapterSession["recurrentGradient"] = "exact",
): ChapterSession => ({ batchSize, bpttSteps, recurrentGradient });

/** A session of the chapter's network that descends by steps of 0.1. */
export function openSession(
  engine: Engine,
  weights: Weights,
  { batchSize, ...rest }: ChapterSession,
): EngineSession {
  const plan = chapterPlan({ nCells: weights.w1h.shape[0], ...rest }, featuresOf(weights));
  return engine.open({
    plan,
    parameters: weights,
    optimizer: sgd({ learningRate: 0.1 }),
    optimizerState: {},
    batchSize,
  });
}

/** Logits of a batch, gradients under made-up errors, and the parameters after a step of 0.1. */
export function oneStep(
  session: EngineSession,
  data: TokenSequences | DenseSequences,
  rows: Int32Array,
): Record<string, Float64Array> {
  const logits = new Float64Array(rows.length);
  session.forward(session.load(data), rows, logits);
  session.backward(Float64Array.from(rows, (_, n) => Math.cos(n) / rows.length));
  const gradients = session.gradients();
  session.update();
  const parameters = session.parameters();
  const results: Record<string, Float64Array> = { logits };
  for (const name of Object.keys(parameters)) {
    results[`gradient of ${name}`] = Float64Array.from(gradients[name].data);
    results[`${name} after the update`] = Float64Array.from(parameters[name].data);
  }
  return results;
}

/** The largest difference, relative to the largest expected value where that is above 1. */
export function relativeDifference(found: Float64Array, expected: Float64Array): number {
  let difference = 0;
  let scale = 1;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(found[i] - expected[i]));
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return found.length === expected.length ? difference / scale : Number.NaN;
}
