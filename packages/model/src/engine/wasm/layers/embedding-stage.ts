import type { Embedding } from "../../../layers/embedding.ts";
import type { Environment, Flow, Pass, Stage } from "./flow.ts";
import { wholeVectors } from "./memory.ts";

/** v = E[id]: rows gathered; backward added up, in the order of the words. */
export function createEmbeddingStage(
  env: Environment,
  { outputDim }: Embedding,
  key: string,
  output: Flow,
): Stage {
  const { kernels } = env;
  const bytes = wholeVectors(outputDim) * 4;
  const offset = env.parameters.offsetOf(key);
  return {
    place() {},
    forward({ words }: Pass) {
      kernels.gatherRows(
        output.values,
        output.step,
        env.weights + offset,
        bytes,
        env.ids,
        bytes,
        words,
      );
    },
    backward({ words }: Pass) {
      kernels.scatterRows(
        env.gradients + offset,
        bytes,
        env.ids,
        output.errors,
        output.step,
        bytes,
        words,
      );
    },
  };
}
