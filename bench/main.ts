/** Measures everything, prints the tables and keeps the figures. Started by run.mjs, which sets up. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chapterJob, writeJob } from "./jobs/chapter-job.ts";
import { layerNetworks } from "./jobs/layer-networks.ts";
import { measureChapter } from "./measure/measure-chapter.ts";
import { measureChapterGrowth } from "./measure/measure-chapter-growth.ts";
import { measureLayerGrowth, measureUnits } from "./measure/measure-layer-growth.ts";
import { measureRun, measureTurns } from "./measure/measure-layer-runs.ts";
import { measureLayers } from "./measure/measure-layers.ts";
import { measurePreparation } from "./measure/measure-preparation.ts";
import { measureServe } from "./measure/measure-serve.ts";
import { measureJobCosts, measureWorkers } from "./measure/measure-studies.ts";
import { readOptions } from "./read-options.ts";
import { describeService } from "./report/describe-service.ts";
import { makeSections } from "./report/make-sections.ts";
import { type ChapterResults, type LayerResults, machine, writeResults } from "./report/results.ts";
import { writeDocs } from "./report/write-docs.ts";

const { quick, docs, parts, networks, serve } = readOptions(process.argv.slice(2));
if (serve === undefined) await measureAll();
else console.log(describeService(await measureServe(serve)));

async function measureAll(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "rnn-bench-"));
  try {
    await measureParts(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measureParts(folder: string): Promise<void> {
  const results = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    node: process.versions.node,
    data: process.env["RNN_DATA_DIR"] ? "IMDB reviews" : "generated reviews",
    chapter: parts.includes("chapter") ? await measureAllOfChapter(folder) : undefined,
    layers: parts.includes("layers") ? await measureAllOfLayers(folder) : undefined,
    studies: parts.includes("studies")
      ? { jobs: measureJobCosts(quick), workers: await measureWorkers(folder, quick) }
      : undefined,
  } as const;
  console.log(`\n${results.machine.cpu}, Node ${results.node}, ${results.data}`);
  for (const [name, text] of Object.entries(makeSections(results))) {
    console.log(`\n${name}\n\n${text}`);
  }
  if (!quick && networks === undefined) console.log(`\n${writeResults(results, parts)}`);
  if (docs) await writeDocs(results);
}

async function measureAllOfChapter(folder: string): Promise<ChapterResults> {
  const job = await chapterJob();
  const file = path.join(folder, "job.npz");
  await writeJob(file, job);
  const preparation = measurePreparation(file, quick ? 1 : 5);
  const { rows, peaks } = await measureChapter(job, file, quick ? 2 : 7, quick);
  return { epochs: rows, peaks, preparation, growth: await measureChapterGrowth(folder, quick) };
}

async function measureAllOfLayers(folder: string): Promise<LayerResults> {
  const measured = [];
  for (const network of layerNetworks) {
    if (networks !== undefined && !networks.includes(network.key)) continue;
    measured.push(await measureLayers(network, folder, quick ? 2 : 5, quick));
  }
  if (networks !== undefined) return { networks: measured, turns: [], growth: [], units: [] };
  return {
    networks: measured,
    run: measureRun(),
    turns: measureTurns(),
    growth: await measureLayerGrowth(folder, quick),
    units: await measureUnits(folder, quick),
  };
}
