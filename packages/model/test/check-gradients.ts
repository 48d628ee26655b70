import { RandomState, Tensor } from "@rnn/tensor";
import { referenceEngine } from "../src/engine/reference/reference-engine.ts";
import { mapParameters, type Parameters, parameterTable } from "../src/network/parameter-table.ts";
import { outputsOf, type Plan } from "../src/network/plan.ts";
import type { Sequences } from "../src/network/sequences.ts";
import { sgd } from "../src/optimizers/sgd.ts";

/** Uniform parameters of a plan, in [-0.6, 0.6]. */
export function randomParameters(plan: Plan, seed: number): Parameters {
  const random = new RandomState(seed);
  return mapParameters(parameterTable(plan), ({ shape }) => random.uniform(-0.6, 0.6, shape));
}

/**
 * The largest difference between a plan's gradients in the reference engine and central differences of
 * Σ c z, for made-up factors c of the logits z, relative to the largest of each parameter. By parameter.
 */
export function gradientErrors(plan: Plan, sequences: Sequences, seed = 1): Record<string, number> {
  const parameters = randomParameters(plan, seed);
  const { count } = sequences;
  const rows = Int32Array.from({ length: count }, (_, n) => n);
  const factors = new RandomState(seed + 1).standardNormal([count * outputsOf(plan)]).data;

  const open = (given: Parameters) =>
    referenceEngine.open({
      plan,
      parameters: given,
      optimizer: sgd(),
      optimizerState: {},
      batchSize: count,
    });
  const valueAt = (given: Parameters): number => {
    const session = open(given);
    const logits = new Float64Array(factors.length);
    session.forward(session.load(sequences), rows, logits);
    return logits.reduce((sum, z, k) => sum + z * factors[k], 0);
  };

  const session = open(parameters);
  session.forward(session.load(sequences), rows, new Float64Array(factors.length));
  session.backward(Float64Array.from(factors));
  const gradients = session.gradients();
  const step = 1e-5;
  return mapParameters(parameterTable(plan), ({ key, shape }) => {
    let difference = 0;
    let scale = 0;
    const moved = (i: number, by: number): number => {
      const data = Float64Array.from(parameters[key].data, Number);
      data[i] += by;
      return valueAt({ ...parameters, [key]: new Tensor(data, "float64", shape) });
    };
    for (let i = 0; i < gradients[key].size; i++) {
      const numeric = (moved(i, step) - moved(i, -step)) / (2 * step);
      difference = Math.max(difference, Math.abs(numeric - gradients[key].data[i]));
      scale = Math.max(scale, Math.abs(numeric));
    }
    return difference / scale;
  });
}
