/** What networks of layers should reach beside other tools, and what they do reach. */
import type { LayerRows } from "../measure/measure-layers.ts";
import { formatRatio, formatShare, table } from "./format.ts";
import { findFastest, findRow } from "./layer-tables.ts";
import type { LayerResults } from "./results.ts";

/** The fastest subject of `peer` should take `least` times as long as ours, `engine`. */
interface RatioTarget {
  readonly network: string;
  readonly peer: string;
  readonly name: string;
  readonly engine: string;
  readonly least: number;
}

const larger = ["gru-64", "bidirectional-lstm-32", "bidirectional-gru-32"];
const all = ["09-3", "09-4", ...larger];
const torch = { peer: "torch", name: "PyTorch, its fastest" };

/** Ratios of epochs. */
export const epochTargets: readonly RatioTarget[] = [
  { network: "09-3", ...torch, engine: "wasm", least: 8 },
  { network: "09-4", ...torch, engine: "wasm", least: 4 },
  ...larger.flatMap((network) => [
    { network, ...torch, engine: "wasm", least: 2.5 },
    { network, ...torch, engine: "relaxed-threads", least: 4 },
  ]),
  ...all.map((network) => {
    const least = network === "09-4" ? 50 : 3;
    return { network, peer: "keras", name: "Keras", engine: "wasm", least };
  }),
  { network: "09-4", peer: "tfjs", name: "TensorFlow.js, its fastest", engine: "wasm", least: 50 },
];

const predictionTargets = all.flatMap((network) => [
  { network, ...torch, engine: "wasm", least: 2.5 },
  { network, ...torch, engine: "relaxed-threads", least: 2.5 },
]);

const shareTargets = ["gru-64", "bidirectional-lstm-32"].flatMap((network) => [
  { network, key: "wasm", least: 0.4 },
  { network, key: "relaxed", least: 0.48 },
]);

const [mostMegabytes, mostTurnMs, mostExponent] = [500, 50, 1.05];

const engineNames: Record<string, string> = {
  wasm: "one thread",
  relaxed: "relaxed SIMD",
  "relaxed-threads": "relaxed SIMD, two threads",
};

/** A line for each target of a network that was measured: what it asks for, what is reached, whether it holds. */
export function layerTargetTable({ networks, run, turns, growth }: LayerResults): string {
  const find = (key: string) => networks.find(({ network }) => network === key);
  const isMeasured = ({ network }: { readonly network: string }) => find(network) !== undefined;
  const lines = [
    ...epochTargets
      .filter(isMeasured)
      .map((target) => ratioLine(find(target.network), target, epochRatio)),
    ...predictionTargets
      .filter(isMeasured)
      .map((target) => ratioLine(find(target.network), target, predictionRatio)),
    ...shareTargets.filter(isMeasured).map(({ network, key, least }) => {
      const found = find(network);
      const peak = found?.peaks.find((row) => row.key === key);
      const share = peak && peak.gflops / peak.peakGflops;
      const name = `share of WebAssembly's peak, ${engineNames[key]}`;
      return line(
        found?.title ?? network,
        name,
        `>= ${formatShare(least)}`,
        share,
        least,
        formatShare,
      );
    }),
    ...(run === undefined
      ? []
      : [atMost(run.title, "memory of a whole run", mostMegabytes, run.peakMiB * 1.048576, "MB")]),
    ...turns.map(({ title, longestMs }) =>
      atMost(title, "longest turn, 400 steps x 64 rows", mostTurnMs, longestMs, "ms"),
    ),
    ...growth.map(({ axis, exponent }) => {
      const holds = exponent <= mostExponent ? "yes" : "no";
      return [axis, "growth, exponent", "linear", exponent.toFixed(2), holds];
    }),
  ];
  return table(["network", "what", "target", "measured", "holds"], lines);
}

type Ratio = (rows: LayerRows["rows"], target: RatioTarget) => { name: string; ratio?: number };

const epochRatio: Ratio = (rows, { peer, name, engine }) => {
  const [theirs, ours] = [findFastest(rows, peer), findRow(rows, engine)];
  const label = `${name} / ours, ${engineNames[engine]}`;
  if (theirs?.epochMs === undefined || ours?.epochMs === undefined) return { name: label };
  return { name: label, ratio: theirs.epochMs / ours.epochMs };
};

const predictionRatio: Ratio = (rows, { peer, name, engine }) => {
  const label = `prediction, ${name} / ours, ${engineNames[engine]}`;
  const theirs = rows.flatMap(({ key, predictionMs }) =>
    key.startsWith(peer) && predictionMs !== undefined ? [predictionMs] : [],
  );
  const ours = findRow(rows, engine)?.predictionMs;
  if (theirs.length === 0 || ours === undefined) return { name: label };
  return { name: label, ratio: Math.min(...theirs) / ours };
};

function ratioLine(found: LayerRows | undefined, target: RatioTarget, measure: Ratio): string[] {
  const { name, ratio } = measure(found?.rows ?? [], target);
  const { network, least } = target;
  return line(found?.title ?? network, name, `>= ${least}`, ratio, least, formatRatio);
}

function line(
  title: string,
  name: string,
  target: string,
  measured: number | undefined,
  least: number,
  format: (value: number) => string,
): string[] {
  if (measured === undefined) return [title, name, target, "missing", "unknown"];
  return [title, name, target, format(measured), measured >= least ? "yes" : "no"];
}

function atMost(title: string, name: string, most: number, measured: number, unit: string) {
  const holds = measured < most ? "yes" : "no";
  return [title, name, `< ${most} ${unit}`, `${measured.toFixed(0)} ${unit}`, holds];
}
