/** The figures of networks of layers as Markdown tables. */
import type { RunRow, TurnRow } from "../measure/measure-layer-runs.ts";
import type { LayerRows } from "../measure/measure-layers.ts";
import type { SubjectRow } from "../runner/subject.ts";
import { formatRatio, formatSeconds, formatShare, table } from "./format.ts";

/** The row of a subject that was measured. */
export const findRow = (rows: readonly SubjectRow[], key: string): SubjectRow | undefined =>
  rows.find((row) => row.key === key && row.epochMs !== undefined);

/** The fastest epoch among subjects whose key begins so. */
export function findFastest(rows: readonly SubjectRow[], prefix: string): SubjectRow | undefined {
  return rows
    .filter(({ key, epochMs }) => key.startsWith(prefix) && epochMs !== undefined)
    .toSorted((a, b) => (a.epochMs ?? 0) - (b.epochMs ?? 0))
    .at(0);
}

/** Every network by every tool. */
export function layerTable(networks: readonly LayerRows[]): string {
  const lines = networks.flatMap(({ title, rows }) => {
    const ours = findRow(rows, "wasm");
    return rows.flatMap(({ tool, variant, epochMs, predictionMs, peakMiB, timings }) => {
      if (epochMs === undefined) return [];
      const prediction = predictionMs === undefined ? "" : formatSeconds(predictionMs);
      const ratio = formatRatio(epochMs / (ours?.epochMs ?? NaN));
      const memory = (peakMiB ?? NaN).toFixed(0);
      const count = String(timings);
      return [[title, tool, variant, formatSeconds(epochMs), ratio, prediction, memory, count]];
    });
  });
  const head = [
    "network",
    "tool",
    "variant",
    "epoch, s",
    "x ours",
    "prediction, s",
    "peak MiB",
    "timings",
  ];
  const notes = networks.flatMap(({ title, rows }) =>
    rows
      .filter(({ missing }) => missing !== undefined)
      .map(({ tool, variant, missing }) => `- ${title}: ${tool}, ${variant}: missing, ${missing}`),
  );
  return [table(head, lines), ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}

/** What the products of each network reach of WebAssembly's peak. */
export function layerPeakTable(networks: readonly LayerRows[]): string {
  return table(
    ["network", "WebAssembly", "peak, GFLOP/s", "reached, GFLOP/s", "share"],
    networks.flatMap(({ title, peaks }) =>
      peaks.map(({ key, peakGflops, gflops }) => [
        title,
        key === "wasm" ? "multiply and add" : "relaxed, fused",
        peakGflops.toFixed(1),
        gflops.toFixed(1),
        formatShare(gflops / peakGflops),
      ]),
    ),
  );
}

/** Seconds and memory of a whole run. */
export function runTable({ title, seconds, peakMiB }: RunRow): string {
  return table(
    ["run", "seconds", "peak MiB"],
    [[`${title}: read, one epoch, all predicted`, seconds.toFixed(1), peakMiB.toFixed(0)]],
  );
}

/** The longest turns of the event loop. */
export function turnTable(rows: readonly TurnRow[]): string {
  return table(
    [
      "network",
      "first batches, ms",
      "longest turn of fit after them, ms",
      "predictProba of a batch, ms",
    ],
    rows.map(({ title, firstMs, longestMs, predictionMs }) => [
      title,
      firstMs.toFixed(0),
      longestMs.toFixed(0),
      predictionMs.toFixed(0),
    ]),
  );
}
