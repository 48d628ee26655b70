import type { Recurrent } from "../../../layers/bidirectional.ts";
import type { CellKernels } from "./cell-kernels.ts";
import { createGruKernels } from "./gru-kernels.ts";
import { createLstmKernels } from "./lstm-kernels.ts";
import type { RecurrentAreas } from "./recurrent-areas.ts";
import { createTanhKernels } from "./tanh-kernels.ts";

/** The cell of a layer. */
export function createCellKernels(layer: Recurrent, areas: RecurrentAreas): CellKernels {
  switch (layer.kind) {
    case "simpleRnn":
      return createTanhKernels(layer, areas);
    case "lstm":
      return createLstmKernels(areas);
    default:
      return createGruKernels(layer, areas);
  }
}
