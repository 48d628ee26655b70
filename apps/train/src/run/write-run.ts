import { createRequire } from "node:module";
import { cpus } from "node:os";
import type { RecurrentNetwork } from "@rnn/model";
import { renderLossChart, renderPng, renderReportHtml } from "@rnn/run-report";
import { TextClassifier } from "@rnn/text-classifier";
import type { TrainingOptions } from "../options/training-options.ts";
import type { Outcome } from "../report/outcome.ts";
import { readPngSource } from "../report/png-source.ts";
import { reportOf } from "../report/report-of.ts";
import type { Task } from "../task.ts";
import { version } from "../version.ts";
import { learningOptionsOf } from "./config.ts";
import type { RunFolder } from "./run-folder.ts";

/** What there is to tell of a run. */
export interface FinishedRun {
  readonly outcome: Outcome;
  readonly network: RecurrentNetwork;
  readonly options: TrainingOptions;
  readonly task: Task;
  readonly fingerprint: string;
  readonly totalMs: number;
}

/** Writes what a run learnt; what took the time to learn comes first. */
export async function writeRun(folder: RunFolder, run: FinishedRun): Promise<void> {
  const { outcome, network, task, fingerprint, totalMs } = run;
  const { out: _, trainingMs, ...history } = outcome;
  const about = { program: "rnn-train", versions, data: task.description, fingerprint };
  const classifier = task.reading && new TextClassifier({ network, ...task.reading, about });
  await folder.write("model.safetensors", (classifier ?? network).save());
  await folder.writeJson("history.json", history);
  const timings = {
    trainingMs,
    totalMs,
    machine: cpus()[0]?.model ?? "unknown",
    date: new Date().toISOString().slice(0, 10),
  };
  await folder.writeJson("timings.json", timings);
  const report = reportOf(run, {
    config: learningOptionsOf(run.options),
    versions,
    classifier,
  });
  await folder.writeJson("report.json", report);
  const svg = await renderLossChart(outcome, chartTitle(outcome, run));
  await folder.write("loss.svg", svg);
  await folder.write("loss.png", await renderPng(svg, await readPngSource()));
  await folder.write("report.html", await renderReportHtml(report, timings));
}

const require = createRequire(import.meta.url);
const versions = {
  node: process.version,
  "rnn-train": version,
  "@rnn/model": (require("@rnn/model/package.json") as { version: string }).version,
};

function chartTitle(
  { source }: Outcome,
  { options, task }: FinishedRun,
): { title: string; subtitle: string } {
  const { nCells, learningRate, bpttSteps, recurrentGradient } = options;
  const gradient =
    recurrentGradient === "exact" ? "exact gradient" : "gradient as the chapter prints it";
  return {
    title: `Loss on ${dataName(source, task)}`,
    subtitle: `${nCells} cells, learning rate ${learningRate}, ${bpttSteps} steps back, ${gradient}`,
  };
}

function dataName(source: Outcome["source"], { description }: Task): string {
  if (source.kind === "texts") return description;
  return source.kind === "synthetic" ? "synthetic reviews (made up, not IMDB)" : "IMDB reviews";
}
