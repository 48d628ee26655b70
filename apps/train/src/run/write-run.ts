import { createRequire } from "node:module";
import { cpus } from "node:os";
import { basename, resolve } from "node:path";
import {
  type ChartTitle,
  type LossCurves,
  type ReportData,
  type ReportTimings,
  renderLossChart,
  renderPng,
  renderReportHtml,
} from "@rnn/run-report";
import { TextClassifier } from "@rnn/text-classifier";
import { embeddingWidth } from "../model/create-network.ts";
import { learningOptionsOf } from "../options/learning-options.ts";
import { makeRunReport, nameData } from "../report/make-run-report.ts";
import type { Outcome } from "../report/outcome.ts";
import { isDrawable, readPngSource } from "../report/read-png-source.ts";
import type { TrainedRun } from "../report/trained-run.ts";
import { version } from "../version.ts";
import type { RunFolder } from "./run-folder.ts";

/** Writes what a run learnt; what took the time to learn comes first. */
export async function writeRun(folder: RunFolder, run: TrainedRun): Promise<void> {
  const { outcome, network, task, fingerprint, totalMs } = run;
  const { out: _, warnings: __, trainingMs, ...history } = outcome;
  const about = {
    program: "rnn-train",
    versions: packageVersions,
    data: task.description,
    fingerprint,
  };
  const classifier = task.reading && new TextClassifier({ network, ...task.reading, about });
  await folder.write("model.safetensors", (classifier ?? network).save());
  await folder.writeJson("history.json", history);
  const timings = describeTimes(trainingMs, totalMs);
  await folder.writeJson("timings.json", timings);
  const report = makeRunReport(run, {
    config: learningOptionsOf(run.options),
    versions: packageVersions,
    classifier,
  });
  await writeCharts(folder, outcome, chartTitle(outcome, run));
  await writeReport(folder, report, timings);
}

/** The times of a run, the machine and the day. */
export function describeTimes(trainingMs: readonly number[], totalMs: number) {
  return {
    trainingMs,
    totalMs,
    machine: cpus()[0]?.model ?? "unknown",
    host: `Node ${process.versions.node}`,
    date: new Date().toISOString().slice(0, 10),
  };
}

/** The losses as pictures. */
export async function writeCharts(
  folder: RunFolder,
  losses: LossCurves,
  heading: ChartTitle,
): Promise<void> {
  const svg = await renderLossChart(losses, heading);
  await folder.write("loss.svg", svg);
  const drawn = isDrawable(heading.title)
    ? svg
    : await renderLossChart(losses, { ...heading, title: "Training and validation loss" });
  await folder.write("loss.png", await renderPng(drawn, await readPngSource()));
}

/** The report as data and as a page. */
export async function writeReport(
  folder: RunFolder,
  report: ReportData,
  timings: ReportTimings,
): Promise<void> {
  await folder.writeJson("report.json", report);
  const page = await renderReportHtml(report, { ...timings, run: basename(resolve(folder.path)) });
  await folder.write("report.html", page);
}

const require = createRequire(import.meta.url);
/** Of the program and its packages, by name. */
export const packageVersions = {
  "rnn-train": version,
  "@rnn/model": (require("@rnn/model/package.json") as { version: string }).version,
};

function chartTitle(
  outcome: Outcome,
  { options }: TrainedRun,
): { title: string; subtitle: string } {
  return { title: `Loss on ${nameData(outcome)}`, subtitle: describeSettings(options) };
}

function describeSettings(options: TrainedRun["options"]): string {
  const { chapter, nCells, learningRate, bpttSteps, recurrentGradient } = options;
  if (chapter !== undefined) {
    const cells = chapter === "09-4" ? "LSTM cells" : "cells";
    return `embedding of ${embeddingWidth}, ${nCells} ${cells}, Adam, learning rate ${learningRate}`;
  }
  const gradient =
    recurrentGradient === "exact" ? "exact gradient" : "gradient as the chapter prints it";
  return `${nCells} cells, learning rate ${learningRate}, ${bpttSteps} steps back, ${gradient}`;
}
