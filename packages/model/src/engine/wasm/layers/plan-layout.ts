/** A plan as the kernels see it: what goes from layer to layer, and how each parameter is laid out. */
import type { Recurrent } from "../../../layers/bidirectional.ts";
import type { Layer } from "../../../layers/layer.ts";
import type { ParameterRow } from "../../../network/parameter-table.ts";
import { type PlacedLayer, type Plan, placeLayers } from "../../../network/plan.ts";
import { columnsOfParts, createFlow, type Flow, inOrder } from "./flow.ts";
import {
  type Placement,
  placeBoth,
  placePanels,
  placeRow,
  placeRows,
  placeTable,
} from "./placed-parameters.ts";
import { type GateShape, shapeGates } from "./recurrent-areas.ts";

/** A layer between two flows. */
export interface LaidOutLayer {
  readonly placed: PlacedLayer;
  readonly input: Flow;
  readonly output: Flow;
  /** Of a recurrent layer, its cell and that cell's gates. */
  readonly cell: { readonly layer: Recurrent; readonly shape: GateShape } | undefined;
}

/** Lays out all layers. The first reads the network's input. */
export function layOutPlan(plan: Plan): readonly LaidOutLayer[] {
  let input = createFlow("words", inOrder(plan.features), plan.features);
  return placeLayers(plan).map((placed, index, { length }) => {
    // A recurrent layer multiplies what it reads at once, and so each distinct vector once.
    const next = index + 1 < length ? plan.layers[index + 1] : undefined;
    const laidOut = layOutLayer(placed, input, next !== undefined && isRecurrent(next));
    input = laidOut.output;
    return laidOut;
  });
}

function isRecurrent({ kind }: Layer): boolean {
  return kind === "simpleRnn" || kind === "lstm" || kind === "gru" || kind === "bidirectional";
}

function layOutLayer(placed: PlacedLayer, input: Flow, isMultiplied: boolean): LaidOutLayer {
  const { layer, givesSteps } = placed;
  const of = givesSteps ? "words" : "rows";
  switch (layer.kind) {
    case "embedding": {
      const each = isMultiplied ? "distinct" : "words";
      const output = createFlow(each, inOrder(layer.outputDim), layer.outputDim);
      return { placed, input, output, cell: undefined };
    }
    case "dense": {
      const output = createFlow("rows", inOrder(layer.units), layer.units);
      return { placed, input, output, cell: undefined };
    }
    case "globalAveragePooling1d":
    case "globalMaxPooling1d":
    case "dropout":
      return { placed, input, output: createFlow(of, input.columns, input.width), cell: undefined };
    default: {
      const recurrent = layer.kind === "bidirectional" ? layer.layer : layer;
      const shape = shapeOf(recurrent);
      const parts = layer.kind === "bidirectional" ? 2 : 1;
      const columns = columnsOfParts(parts, recurrent.units, shape.pitch);
      const output = createFlow(of, columns, parts * shape.pitch);
      return { placed, input, output, cell: { layer: recurrent, shape } };
    }
  }
}

function shapeOf(layer: Recurrent): GateShape {
  switch (layer.kind) {
    case "simpleRnn":
      return shapeGates(1, layer.units);
    case "lstm":
      return shapeGates(4, layer.units);
    default:
      return shapeGates(3, layer.units, !layer.resetAfter);
  }
}

/** How a parameter of a laid out layer is laid out. */
export function placeParameter(
  { placed, input, output, cell }: LaidOutLayer,
  { name, shape }: ParameterRow,
): Placement {
  if (placed.layer.kind === "embedding") return placeTable(shape[0], shape[1]);
  if (cell === undefined) {
    return name === "bias"
      ? placeRow(output.columns, output.width)
      : placePanels(input.columns, input.width, output.columns, output.width);
  }
  const { gates, units, pitch, width } = cell.shape;
  const columns = columnsOfParts(gates, units, pitch);
  switch (name.split(".").at(-1)) {
    case "kernel":
      return placePanels(input.columns, input.width, columns, width);
    case "bias":
      return placeRows(shape.length === 2 ? shape[0] : 1, columns, width);
    default:
      return isResetBefore(cell.layer)
        ? placeInTwoParts(units, pitch)
        : placePanels(inOrder(units), pitch, columns, width);
  }
}

function isResetBefore(layer: Recurrent): boolean {
  return layer.kind === "gru" && !layer.resetAfter;
}

/** U `[H, 3 H]` as `[H, 2 H]` for the gates and `[H, H]` for the candidate. */
function placeInTwoParts(units: number, pitch: number): Placement {
  const rows = inOrder(units);
  const gates = placePanels(rows, pitch, columnsOfParts(2, units, pitch), 2 * pitch);
  const candidate = placePanels(rows, pitch, rows, pitch);
  const pick = Array.from({ length: units * 3 * units }, (_, at): readonly [0 | 1, number] => {
    const row = Math.floor(at / (3 * units));
    const column = at % (3 * units);
    if (column < 2 * units) return [0, row * 2 * units + column];
    return [1, row * units + column - 2 * units];
  });
  return placeBoth(gates, candidate, pick);
}
