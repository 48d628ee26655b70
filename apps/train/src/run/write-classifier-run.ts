import type { ClassifierOptions } from "../options/classifier-options.ts";
import type { ClassifierRun } from "../report/describe-classifier-run.ts";
import { makeClassifierReport, nameData } from "../report/make-classifier-report.ts";
import type { RunFolder } from "./run-folder.ts";
import { describeTimes, packageVersions, writeCharts, writeReport } from "./write-run.ts";

interface WrittenRun extends ClassifierRun {
  readonly options: ClassifierOptions;
  readonly fingerprint: string;
  readonly totalMs: number;
}

/** Writes a trained classifier and what is reported of it; what took the time to learn comes first. */
export async function writeClassifierRun(folder: RunFolder, run: WrittenRun): Promise<void> {
  const { outcome, trained, options, fingerprint, totalMs } = run;
  const { out: _, warnings: __, trainingMs, ...history } = outcome;
  await folder.write("model.safetensors", trained.classifier.save());
  await folder.writeJson("history.json", history);
  const timings = describeTimes(trainingMs, totalMs);
  await folder.writeJson("timings.json", timings);
  const report = makeClassifierReport(run, { options, fingerprint, versions: packageVersions });
  if (outcome.losses.length > 0) {
    await writeCharts(folder, outcome, {
      title: `Loss on ${nameData(options)}`,
      subtitle: describeNetwork(trained),
    });
  }
  await writeReport(folder, report, timings);
}

function describeNetwork({ settings }: ClassifierRun["trained"]): string {
  if (settings === undefined) return "";
  const { cell, units, outputDim, learningRate } = settings;
  return `${cell} of ${units} cells in both directions, embedding of ${outputDim}, Adam, learning rate ${learningRate}`;
}
