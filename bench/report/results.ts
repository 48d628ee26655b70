/** One run's figures, and where they are kept. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import type { GrowthCurve } from "../measure/growth-curve.ts";
import type { RunRow, TurnRow } from "../measure/measure-layer-runs.ts";
import type { LayerRows } from "../measure/measure-layers.ts";
import type { PreparationRow } from "../measure/measure-preparation.ts";
import type { JobCost, WorkersRow } from "../measure/measure-studies.ts";
import type { PeakRow } from "../measure/peaks.ts";
import { here } from "../runner/paths.ts";
import type { SubjectRow } from "../runner/subject.ts";

/** Everything that a run measures. */
export interface Results {
  readonly date: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGiB: number };
  readonly node: string;
  /** The real reviews, or generated ones. */
  readonly data: "IMDB reviews" | "generated reviews";
  readonly chapter?: ChapterResults | undefined;
  readonly layers?: LayerResults | undefined;
  readonly studies?: StudyResults | undefined;
}

/** What is measured on studies of many trainings. */
export interface StudyResults {
  readonly jobs: readonly JobCost[];
  readonly workers: readonly WorkersRow[];
}

/** What is measured on networks of layers. */
export interface LayerResults {
  readonly networks: readonly LayerRows[];
  /** Where all networks were measured; else nothing but their tables is. */
  readonly run?: RunRow;
  readonly turns: readonly TurnRow[];
  /** With reviews, words and vocabulary. */
  readonly growth: readonly GrowthCurve[];
  /** With the units of a cell. */
  readonly units: readonly GrowthCurve[];
}

/** What is measured on the chapter's network. */
export interface ChapterResults {
  readonly epochs: readonly SubjectRow[];
  readonly peaks: readonly PeakRow[];
  readonly preparation: readonly PreparationRow[] | string;
  readonly growth: readonly GrowthCurve[];
}

/** This machine, as far as a reader needs to know it. */
export function machine(): Results["machine"] {
  return { cpu: cpuName(), cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30) };
}

function cpuName(): string {
  const { model } = cpus()[0];
  if (process.platform !== "linux") return model;
  // Virtual machines often hide the model and leave these.
  const info = readFileSync("/proc/cpuinfo", "utf8");
  const field = (name: string) => new RegExp(`^${name}\\s*: (.*)$`, "m").exec(info)?.[1] ?? "?";
  return `${model} (family ${field("cpu family")}, model ${field("model")})`;
}

/** Writes the figures of a run of these parts, and returns where. */
export function writeResults(results: Results, parts: readonly string[]): string {
  mkdirSync(here("results"), { recursive: true });
  const { date, machine: used, node } = results;
  const part = parts.length === 1 ? `${parts[0]}-` : "";
  const name = `${date}-${part}${used.cpu}-${used.cores}-node-${node}`;
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const file = here(`results/${slug}.json`);
  const rounded = (_key: string, value: unknown) =>
    typeof value === "number" ? Number(value.toPrecision(4)) : value;
  writeFileSync(file, `${JSON.stringify(results, rounded, 2)}\n`);
  return file;
}
