import type { Plan } from "../../../network/plan.ts";
import { createDenseStage } from "./dense-stage.ts";
import { createDropoutStage } from "./dropout-stage.ts";
import { createEmbeddingStage } from "./embedding-stage.ts";
import type { Environment, Stage } from "./flow.ts";
import type { LaidOutLayer } from "./plan-layout.ts";
import { createAverageStage, createMaximumStage } from "./pooling-stages.ts";
import { createRecurrentStage } from "./recurrent-stage.ts";

/** What a layer's stages must know besides the layer. */
export interface StageSetting {
  /** Whether it reads the network's input. */
  readonly isFirst: boolean;
  /** Whether a row of the batch has zeros among the vectors of its masked steps that a maximum is over. */
  readonly countsZero: (row: number) => boolean;
}

/** The stages of a layer over the kernels: one, or one a direction. */
export function createStages(
  env: Environment,
  plan: Plan,
  { placed, input, output, cell }: LaidOutLayer,
  { isFirst, countsZero }: StageSetting,
): readonly Stage[] {
  const { layer, name } = placed;
  const key = (parameter: string): string => {
    const plain = `${name}.${parameter}`;
    return plan.names?.[plain] ?? plain;
  };
  if (cell !== undefined) {
    const directions =
      layer.kind === "bidirectional" ? (["forward", "backward"] as const) : (["forward"] as const);
    return directions.map((direction, part) => {
      const prefix = layer.kind === "bidirectional" ? `${direction}.` : "";
      const offset = (parameter: string): number =>
        env.parameters.offsetOf(key(`${prefix}${parameter}`));
      return createRecurrentStage(env, {
        layer: cell.layer,
        direction,
        shape: cell.shape,
        kernel: offset("kernel"),
        recurrentKernel: offset("recurrentKernel"),
        bias: offset("bias"),
        input,
        readsInput: isFirst,
        output,
        firstColumn: part * cell.shape.pitch,
        addsInputErrors: part < directions.length - 1,
      });
    });
  }
  switch (layer.kind) {
    case "embedding":
      return [createEmbeddingStage(env, layer, key("embeddings"), output)];
    case "globalAveragePooling1d":
      return [createAverageStage(env, input, output)];
    case "globalMaxPooling1d":
      return [createMaximumStage(env, input, output, countsZero)];
    case "dropout":
      return [createDropoutStage(env, layer, input, output)];
    case "dense":
      return [createDenseStage(env, { kernel: key("kernel"), bias: key("bias") }, input, output)];
    default:
      throw new Error(`createStages: no stage for ${layer.kind}.`);
  }
}
