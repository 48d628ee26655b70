import { functionsOf, type Layer } from "../layers/layer.ts";

/** A network as data: plain and frozen, JSON as it is. Everything else is derived from it. */
export interface Plan {
  /** How many numbers an input vector has, or how many tokens there are. */
  readonly features: number;
  readonly layers: readonly Layer[];
  /**
   * What parameters are called whose network has names of its own for them, by their names in the table
   * (`dense.kernel`). The table then has this order.
   */
  readonly names?: Readonly<Record<string, string>>;
}

/** A layer with its place among the others. */
export interface PlacedLayer {
  readonly layer: Layer;
  /** Its name among the layers: its kind, or `lstm_1` for the second of a kind. */
  readonly name: string;
  /** How many numbers a vector has that it reads. */
  readonly inputWidth: number;
  readonly outputWidth: number;
  /** Whether it reads a vector for each step, and whether it hands one on for each step. */
  readonly readsSteps: boolean;
  readonly givesSteps: boolean;
}

/** The layers with their names and widths, and what of the steps each hands on to the next. */
export function placeLayers({ layers, features }: Plan): readonly PlacedLayer[] {
  const counts = new Map<string, number>();
  let inputWidth = features;
  let readsSteps = true;
  return layers.map((layer, i) => {
    const seen = counts.get(layer.kind) ?? 0;
    counts.set(layer.kind, seen + 1);
    const functions = functionsOf(layer);
    const placed = {
      layer,
      name: seen === 0 ? layer.kind : `${layer.kind}_${seen}`,
      inputWidth,
      outputWidth: functions.outputWidth(layer, inputWidth),
      readsSteps,
      givesSteps: givesSteps(functions.gives, readsSteps, layers.slice(i + 1)),
    };
    inputWidth = placed.outputWidth;
    readsSteps = placed.givesSteps;
    return placed;
  });
}

/** The index of the last recurrent layer; -1 where there is none. */
export function lastRecurrent(placed: readonly PlacedLayer[]): number {
  return placed.findLastIndex(({ layer }) => functionsOf(layer).gives === "stepsOrLast");
}

/**
 * How many numbers the last recurrent layer hands on for a step.
 * @throws RangeError where there is none
 */
export function stateWidth(caller: string, layers: readonly Layer[]): number {
  const placed = placeLayers({ layers, features: 1 });
  const recurrent = placed[lastRecurrent(placed)];
  if (recurrent !== undefined) return recurrent.outputWidth;
  const kinds = layers.map(({ kind }) => kind).join(", ");
  throw new RangeError(`${caller}: expected a network with a recurrent layer, got ${kinds}.`);
}

/** The number of logits a row. */
export function outputsOf(plan: Plan): number {
  return placeLayers(plan).at(-1)?.outputWidth ?? plan.features;
}

/** A recurrent layer hands on all its states where the next layer that cares reads steps, else the last. */
function givesSteps(
  gives: ReturnType<typeof functionsOf>["gives"],
  readsSteps: boolean,
  after: readonly Layer[],
): boolean {
  if (gives === "either") return readsSteps;
  if (gives !== "stepsOrLast") return gives === "steps";
  const next = after.map((layer) => functionsOf(layer).reads).find((reads) => reads !== "either");
  return next === "steps";
}
