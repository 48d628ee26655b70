import { createRequire } from "node:module";
import { cpus } from "node:os";
import { basename, resolve } from "node:path";
import { renderLossChart, renderPng, renderReportHtml } from "@rnn/run-report";
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
  const about = { program: "rnn-train", versions, data: task.description, fingerprint };
  const classifier = task.reading && new TextClassifier({ network, ...task.reading, about });
  await folder.write("model.safetensors", (classifier ?? network).save());
  await folder.writeJson("history.json", history);
  const timings = {
    trainingMs,
    totalMs,
    machine: cpus()[0]?.model ?? "unknown",
    host: `Node ${process.versions.node}`,
    date: new Date().toISOString().slice(0, 10),
  };
  await folder.writeJson("timings.json", timings);
  const report = makeRunReport(run, {
    config: learningOptionsOf(run.options),
    versions,
    classifier,
  });
  await folder.writeJson("report.json", report);
  const heading = chartTitle(outcome, run);
  const svg = await renderLossChart(outcome, heading);
  await folder.write("loss.svg", svg);
  const drawn = isDrawable(heading.title)
    ? svg
    : await renderLossChart(outcome, { ...heading, title: "Training and validation loss" });
  await folder.write("loss.png", await renderPng(drawn, await readPngSource()));
  await folder.write(
    "report.html",
    await renderReportHtml(report, { ...timings, run: basename(resolve(folder.path)) }),
  );
}

const require = createRequire(import.meta.url);
const versions = {
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
