/** Networks of any plan as files of format 2, whose configuration begins with the plan. */
import { checkWhole } from "@rnn/tensor/checks";
import { readLayers } from "../layers/read-layer.ts";
import { type DecodedModel, decodeModel, encodeModel, type ModelFile } from "./model-file.ts";
import { attempt } from "./model-file-error.ts";
import { checkShapes, copyParameters, parameterTable } from "./parameter-table.ts";
import type { Plan } from "./plan.ts";
import type { RunEntry } from "./run-entry.ts";

/** The class that writes these files, for errors. */
const network = "Sequential";

/** What a file of format 2 holds. */
export interface PlanFile extends Omit<ModelFile, "format" | "config"> {
  readonly plan: Plan;
  /** The network's other options, as JSON; not checked here. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What a file of format 2 holds that was read. */
export type DecodedPlan = PlanFile & Pick<DecodedModel, "readRun">;

/** The bytes of the file, that of a run that was left at `run` where given. Equal networks give equal bytes. */
export function encodePlan(
  { plan, settings, ...rest }: PlanFile,
  run?: RunEntry,
): Uint8Array<ArrayBuffer> {
  const { features, layers } = plan;
  return encodeModel({ ...rest, format: "2", config: { ...settings, features, layers } }, run);
}

/**
 * What the file holds: a valid plan, and the parameters of its table with their shapes.
 * @throws ModelFileError for other bytes, and for a file in which any has changed
 */
export function decodePlan(bytes: Uint8Array | ArrayBuffer): DecodedPlan {
  const { format: _, config, ...rest } = decodeModel(bytes, ["2"], network);
  const { features, layers, ...settings } = config;
  return attempt(() => {
    checkWhole("load", "features", features, 1, { most: 2 ** 31 - 1 });
    if (!Array.isArray(layers)) throw new TypeError("its layers are not a list");
    const plan: Plan = { features: features as number, layers: readLayers(layers) };
    const table = parameterTable(plan);
    const parameters = copyParameters(
      "load",
      rest.parameters,
      table.map(({ key }) => key),
    );
    checkShapes("load", parameters, table, "its plan");
    return { ...rest, plan, settings, parameters };
  }, network);
}
