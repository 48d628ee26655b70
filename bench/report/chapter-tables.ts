/** The figures of the chapter's network as Markdown tables. */
import type { PreparationRow } from "../measure/measure-preparation.ts";
import type { PeakRow } from "../measure/peaks.ts";
import type { SubjectRow } from "../runner/subject.ts";
import { formatRatio, formatSeconds, formatShare, table } from "./format.ts";
import type { ChapterResults } from "./results.ts";

/** Every tool: an epoch, validation, memory, and how often the default engine would be done. */
export function epochTable(rows: readonly SubjectRow[]): string {
  const ours = rows.find(({ key }) => key === "wasm")?.epochMs ?? NaN;
  const found = rows.filter((row) => row.epochMs !== undefined);
  const lines = found.map(({ tool, variant, epochMs = NaN, predictionMs = NaN, ...rest }) => {
    const { timedShare = 1, timings = 0, peakMiB = NaN } = rest;
    const share = timedShare < 1 ? `${timings} x 1/${Math.round(1 / timedShare)}` : String(timings);
    const memory = peakMiB.toFixed(0);
    return [
      tool,
      variant,
      formatSeconds(epochMs),
      formatSeconds(predictionMs),
      formatRatio(epochMs / ours),
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
      formatShare(gflops / peakGflops),
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

/** The targets, what each of our variants reaches, and which of them hold. */
export function targetTable({ epochs, peaks, preparation }: ChapterResults): string {
  const ours = epochs.filter(
    ({ tool, key, epochMs }) => tool === "@rnn/model" && key !== "reference" && epochMs,
  );
  const line = (name: string, target: string, reached: readonly Reached[]) => {
    const holding = ours.filter((_, i) => reached[i].holds).map(({ variant }) => variant);
    const all = holding.length === reached.filter(({ text }) => text !== "").length;
    const verdict = all ? "yes" : holding.join("; ") || "no";
    return [name, target, ...reached.map(({ text }) => text), verdict];
  };
  const ratios = targets.map(({ name, least, peer }) => {
    const fastest = Math.min(
      ...epochs.filter(({ key }) => peer.test(key)).map(({ epochMs = Infinity }) => epochMs),
    );
    if (fastest === Infinity)
      return [name, `>= ${least}`].concat(
        ours.map(() => "missing"),
        "unknown",
      );
    const reached = ours.map(({ epochMs = NaN }) => {
      const ratio = fastest / epochMs;
      return { text: formatRatio(ratio), holds: ratio >= least };
    });
    return line(name, `>= ${least}`, reached);
  });
  const shares = ours.map(({ key }) => {
    const peak = peaks.find((row) => row.key === key);
    if (peak === undefined) return { text: "", holds: false };
    const share = peak.gflops / peak.peakGflops;
    return { text: formatShare(share), holds: share >= leastShare };
  });
  const lines = [
    ...ratios,
    line("share of WebAssembly's peak", `>= ${100 * leastShare} %`, shares),
  ];
  if (typeof preparation !== "string") {
    const megabytes = preparation[0].runPeakMiB * 1.048576;
    const reached = ours.map(({ key }) => {
      const text = key === "wasm" ? `${megabytes.toFixed(0)} MB` : "";
      return { text, holds: text !== "" && megabytes < mostMegabytes };
    });
    lines.push(line("memory of the chapter's run", `< ${mostMegabytes} MB`, reached));
  }
  return table(["target", "", ...ours.map(({ variant }) => variant), "holds"], lines);
}

interface Reached {
  readonly text: string;
  readonly holds: boolean;
}

/** The other tool's fastest matching variant takes so many times as long as ours. */
const targets = [
  { name: "NumPy, the chapter's class / ours", least: 20, peer: /^numpy-\d/ },
  { name: "PyTorch, its fastest / ours", least: 10, peer: /^torch/ },
  { name: "TensorFlow.js, core operations on wasm / ours", least: 50, peer: /^tfjs-wasm/ },
];
const leastShare = 0.6;
const mostMegabytes = 350;
