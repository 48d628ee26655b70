import { functionsOf, type Layer } from "../layers/layer.ts";
import { type Parameters, parameterTable } from "./parameter-table.ts";
import { type Plan, placeLayers } from "./plan.ts";

/** A name as Python spells it: `recurrentKernel` is `recurrent_kernel`. */
const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * What Keras calls each parameter of the same network: `sequential/lstm/lstm_cell/recurrent_kernel` for
 * `lstm.recurrentKernel`. By the names of the plan's table.
 */
function kerasWeightNames(plan: Plan): Record<string, string> {
  const placed = placeLayers(plan);
  return Object.fromEntries(
    parameterTable(plan).map(({ key, layer, name }) => {
      const { layer: one, name: layerName } = placed[layer];
      return [key, ["sequential", snake(layerName), ...pathInLayer(one, name)].join("/")];
    }),
  );
}

/** The parameters under these names. */
export function nameAsKeras(plan: Plan, parameters: Parameters): Parameters {
  const entries = Object.entries(kerasWeightNames(plan));
  return Object.fromEntries(entries.map(([key, name]) => [name, parameters[key]]));
}

function pathInLayer(layer: Layer, name: string): string[] {
  if (layer.kind === "bidirectional") {
    const [direction, ...rest] = name.split(".");
    const kind = snake(layer.layer.kind);
    return [`${direction}_${kind}`, ...pathInLayer(layer.layer, rest.join("."))];
  }
  const isRecurrent = functionsOf(layer).gives === "stepsOrLast";
  return isRecurrent ? [`${snake(layer.kind)}_cell`, snake(name)] : [snake(name)];
}
