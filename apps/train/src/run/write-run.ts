import type { RecurrentNetwork } from "@rnn/model";
import type { ChapterOptions } from "../args.ts";
import type { Outcome } from "../report/outcome.ts";
import type { RunFolder } from "./run-folder.ts";

/** Writes what a run learnt; what took the time to learn comes first. */
export async function writeRun(
  folder: RunFolder,
  outcome: Outcome,
  network: RecurrentNetwork,
  options: ChapterOptions,
): Promise<void> {
  const { out: _, trainingMs, ...history } = outcome;
  await folder.write("model.safetensors", network.save());
  await folder.writeJson("history.json", history);
  await folder.writeJson("timings.json", { trainingMs, node: process.version });
  // Vega takes as long to load as all the rest; nothing before this point needs it.
  const { lossChartSvg, pngOf } = await import("../report/loss-chart.ts");
  const svg = await lossChartSvg(outcome, chartTitle(outcome, options));
  await folder.write("loss.svg", svg);
  await folder.write("loss.png", pngOf(svg));
}

function chartTitle(
  { source }: Outcome,
  { nCells, learningRate, bpttSteps, recurrentGradient }: ChapterOptions,
): { title: string; subtitle: string } {
  const reviews =
    source.kind === "synthetic" ? "synthetic reviews (made up, not IMDB)" : "IMDB reviews";
  const gradient =
    recurrentGradient === "exact" ? "exact gradient" : "gradient as the chapter prints it";
  return {
    title: `Loss on ${reviews}`,
    subtitle: `${nCells} cells, learning rate ${learningRate}, ${bpttSteps} steps back, ${gradient}`,
  };
}
