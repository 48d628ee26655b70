/** The figures as Markdown tables. */
import type { EpochRow, PeakRow } from "../epoch.ts";
import type { GrowthCurve } from "../growth.ts";
import type { PreparationRow } from "../preparation.ts";
import type { Results } from "../results.ts";

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const seconds = (ms: number): string =>
  ms < 1e4 ? (ms / 1e3).toPrecision(2) : (ms / 1e3).toFixed(0);
const times = (ratio: number): string => ratio.toFixed(ratio < 10 ? 1 : 0);

/** Every tool: an epoch, validation, memory, and how often the default engine would be done. */
export function epochTable(rows: readonly EpochRow[]): string {
  const ours = rows.find(({ key }) => key === "wasm")?.epochMs ?? NaN;
  const found = rows.filter((row) => row.epochMs !== undefined);
  const lines = found.map(({ tool, variant, epochMs = NaN, validationMs = NaN, ...rest }) => {
    const { timedShare = 1, epochs = 0, peakMiB = NaN } = rest;
    const share = timedShare < 1 ? `${epochs} x 1/${Math.round(1 / timedShare)}` : String(epochs);
    const memory = peakMiB.toFixed(0);
    return [
      tool,
      variant,
      seconds(epochMs),
      seconds(validationMs),
      times(epochMs / ours),
      memory,
      share,
    ];
  });
  const head = [
    "tool",
    "variant",
    "epoch, s",
    "validation, s",
    "x ours",
    "peak MiB",
    "epochs timed",
  ];
  const missing = rows.filter((row) => row.missing !== undefined);
  const notes = missing.map(
    ({ tool, variant, missing: why }) => `- ${tool}, ${variant}: missing, ${why}`,
  );
  return [table(head, lines), ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}

/** The share of the machine's multiply-add rate. */
export function peakTable(rows: readonly PeakRow[]): string {
  return table(
    ["WebAssembly", "peak, GFLOP/s", "reached, GFLOP/s", "share"],
    rows.map(({ key, peakGflops, gflops }) => [
      key === "wasm" ? "multiply and add" : "relaxed, fused",
      peakGflops.toFixed(1),
      gflops.toFixed(1),
      `${((100 * gflops) / peakGflops).toFixed(0)} %`,
    ]),
  );
}

/** Data preparation and memory. */
export function preparationTable(rows: readonly PreparationRow[] | string): string {
  if (typeof rows === "string") return `Not measured: ${rows}.`;
  return table(
    ["tool", "preparation, s", "peak MiB", "whole run, peak MiB"],
    rows.map(({ tool, seconds: s, peakMiB, runPeakMiB }) => [
      tool,
      s.toFixed(2),
      peakMiB.toFixed(0),
      runPeakMiB.toFixed(0),
    ]),
  );
}

/** Each curve's ends and exponent. */
export function growthTable(curves: readonly GrowthCurve[]): string {
  return table(
    ["what grows", "tool", "from", "to", "epoch, s", "exponent"],
    curves.map(({ axis, tool, points, exponent }) => {
      const [first, last] = [points[0], points[points.length - 1]];
      const number = (value: number) => value.toLocaleString("en");
      const time = `${seconds(first.ms)} to ${seconds(last.ms)}`;
      return [axis, tool, number(first.value), number(last.value), time, exponent.toFixed(2)];
    }),
  );
}

/** The targets, and whether this run holds them. */
export function targetTable({ epochs, peaks, preparation }: Results): string {
  const fastest = (keys: (key: string) => boolean) =>
    Math.min(...epochs.filter(({ key }) => keys(key)).map(({ epochMs = Infinity }) => epochMs));
  const [plain, relaxed] = ["wasm", "relaxed"].map((own) => fastest((key) => key === own));
  const ratio = (name: string, least: number, peer: number) => {
    if (!Number.isFinite(peer)) return [name, `>= ${least}`, "missing", "missing", "not measured"];
    const [by, fused] = [peer / plain, peer / relaxed];
    return [name, `>= ${least}`, times(by), times(fused), verdict(by >= least, fused >= least)];
  };
  const share = (key: string) => {
    const row = peaks.find((peak) => peak.key === key);
    return row === undefined ? NaN : row.gflops / row.peakGflops;
  };
  const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
  const [own, fusedOwn] = [share("wasm"), share("relaxed")];
  const lines = [
    ratio(
      "NumPy, the chapter's class / ours",
      20,
      fastest((key) => /^numpy-\d/.test(key)),
    ),
    ratio(
      "PyTorch, its fastest / ours",
      10,
      fastest((key) => key.startsWith("torch")),
    ),
    ratio(
      "TensorFlow.js, core operations on wasm / ours",
      50,
      fastest((key) => key === "tfjs-wasm"),
    ),
    [
      "share of WebAssembly's peak",
      ">= 60 %",
      percent(own),
      percent(fusedOwn),
      verdict(own >= 0.6, fusedOwn >= 0.6),
    ],
  ];
  if (typeof preparation !== "string") {
    const { runPeakMiB } = preparation[0];
    const memory = `${runPeakMiB.toFixed(0)} MiB`;
    lines.push([
      "memory of the chapter's run",
      "< 350 MB",
      memory,
      "",
      verdict(runPeakMiB * 1.048576 < 350),
    ]);
  }
  return table(["target", "", "default", "relaxed", "holds"], lines);
}

function verdict(plain: boolean, relaxed = plain): string {
  if (plain === relaxed) return plain ? "yes" : "no";
  return plain ? "default only" : "relaxed only";
}
