import type { Layer } from "../layers/layer.ts";
import {
  checkShapes,
  copyParameters,
  type GivenParameters,
  type Parameters,
  parameterTable,
} from "./parameter-table.ts";

/**
 * Copies of the parameters that are given for layers, and the D of the input that they are for: the rows of
 * the first kernel, or the ids of an embedding.
 * @throws RangeError or TypeError where one is missing, unknown or of another shape
 */
export function checkLayerWeights(
  caller: string,
  given: GivenParameters,
  layers: readonly Layer[],
): { features: number; parameters: Parameters } {
  const [first] = parameterTable({ layers, features: 1 });
  const keys = parameterTable({ layers, features: 1 }).map(({ key }) => key);
  const parameters = copyParameters(caller, given, keys);
  const features = Math.max(1, parameters[first.key].shape[0] ?? 1);
  const table = parameterTable({ layers, features });
  checkShapes(caller, parameters, table, "these layers");
  return { features, parameters };
}
