/** A network as a table, as Keras's `summary` prints it. */
import { functionsOf, type Layer } from "../layers/layer.ts";
import { parameterTable } from "./parameter-table.ts";
import { type PlacedLayer, placeLayers } from "./plan.ts";

/** What Keras calls each kind. */
const kerasTypes: Readonly<Record<Layer["kind"], string>> = {
  embedding: "Embedding",
  simpleRnn: "SimpleRNN",
  lstm: "LSTM",
  gru: "GRU",
  bidirectional: "Bidirectional",
  globalAveragePooling1d: "GlobalAveragePooling1D",
  globalMaxPooling1d: "GlobalMaxPooling1D",
  dropout: "Dropout",
  dense: "Dense",
};

const headings = ["Layer (type)", "Output Shape", "Param #"] as const;
const leastWidths = [31, 22, 13];

/**
 * The table of a plan's layers: names and types, shapes of outputs, numbers of parameters.
 * @param features undefined where the network has not read anything yet: the shapes and numbers that depend
 *   on it are then `?` and `0 (unbuilt)`
 */
export function summarize(layers: readonly Layer[], features: number | undefined): string {
  const plan = { layers, features: features ?? 1 };
  const counts = countParameters(plan);
  const known = counts.map(
    (count, index) => features !== undefined || count === 0 || !dependsOnInput(layers, index),
  );
  const rows = placeLayers(plan).map((placed, index): [string, string, string] => [
    `${placed.name} (${kerasTypes[placed.layer.kind]})`,
    describeShape(placed, features !== undefined || !dependsOnInput(layers, index + 1)),
    known[index] ? counts[index].toLocaleString("en-US") : "0 (unbuilt)",
  ]);
  const total = counts.reduce((sum, count, index) => sum + (known[index] ? count : 0), 0);
  const size = `${total.toLocaleString("en-US")} (${formatBytes(4 * total)})`;
  return [
    'Model: "sequential"',
    ...drawTable(rows),
    ` Total params: ${size}`,
    ` Trainable params: ${size}`,
    " Non-trainable params: 0 (0.00 B)",
  ].join("\n");
}

function countParameters(plan: { layers: readonly Layer[]; features: number }): number[] {
  const counts = Array<number>(plan.layers.length).fill(0);
  for (const { layer, shape } of parameterTable(plan)) {
    counts[layer] += shape.reduce((product, length) => product * length, 1);
  }
  return counts;
}

/** Whether the width of what a layer reads is that of the input: every layer before it hands on what it reads. */
function dependsOnInput(layers: readonly Layer[], index: number): boolean {
  return layers.slice(0, index).every((layer) => functionsOf(layer).outputWidth(layer, -1) === -1);
}

function describeShape({ givesSteps, outputWidth }: PlacedLayer, isKnown: boolean): string {
  if (!isKnown) return "?";
  return givesSteps ? `(None, None, ${outputWidth})` : `(None, ${outputWidth})`;
}

function drawTable(rows: readonly (readonly [string, string, string])[]): string[] {
  const widths = leastWidths.map((least, column) =>
    rows.reduce((most, row) => Math.max(most, row[column].length), least),
  );
  const rule = (ends: string, line: string): string =>
    ends[0] + widths.map((width) => line.repeat(width + 2)).join(ends[1]) + ends[2];
  const row = ([name, shape, count]: readonly [string, string, string], bar: string): string =>
    `${bar} ${name.padEnd(widths[0])} ${bar} ${shape.padEnd(widths[1])} ${bar} ${count.padStart(widths[2])} ${bar}`;
  const body = rows.flatMap((cells) => [row(cells, "│"), rule("├┼┤", "─")]).slice(0, -1);
  return [rule("┏┳┓", "━"), row(headings, "┃"), rule("┡╇┩", "━"), ...body, rule("└┴┘", "─")];
}

/** Bytes in the unit of 1024 that leaves fewest digits before the point. */
function formatBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let size = bytes;
  let unit = 0;
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${size.toFixed(2)} ${units[unit]}`;
}
