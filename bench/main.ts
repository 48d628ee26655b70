/** Measures everything, prints the tables and keeps the figures. Started by run.mjs, which sets up. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chapterJob, writeJob } from "./jobs/chapter-job.ts";
import { measureChapter } from "./measure/measure-chapter.ts";
import { measureChapterGrowth } from "./measure/measure-chapter-growth.ts";
import { measurePreparation } from "./measure/measure-preparation.ts";
import * as tables from "./report/chapter-tables.ts";
import { type ChapterResults, machine, type Results, writeResults } from "./report/results.ts";
import { writeDocs } from "./report/write-docs.ts";

const { quick = false, docs = false } = parseArgs({
  options: { quick: { type: "boolean" }, docs: { type: "boolean" } },
}).values;

const folder = await mkdtemp(path.join(tmpdir(), "rnn-bench-"));
try {
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    node: process.versions.node,
    data: process.env["RNN_DATA_DIR"] ? "IMDB reviews" : "generated reviews",
    chapter: await measureAllOfChapter(),
  };
  console.log(`\n${results.machine.cpu}, Node ${results.node}, ${results.data}\n`);
  if (results.chapter) printChapter(results.chapter);
  if (!quick) console.log(writeResults(results));
  if (docs) await writeDocs(results);
} finally {
  await rm(folder, { recursive: true });
}

async function measureAllOfChapter(): Promise<ChapterResults> {
  const job = await chapterJob();
  const file = path.join(folder, "job.npz");
  await writeJob(file, job);
  const preparation = measurePreparation(file, quick ? 1 : 5);
  const { rows, peaks } = await measureChapter(job, file, quick ? 2 : 7, quick);
  return { epochs: rows, peaks, preparation, growth: await measureChapterGrowth(folder, quick) };
}

function printChapter(chapter: ChapterResults): void {
  console.log(`${tables.epochTable(chapter.epochs)}\n`);
  console.log(`${tables.peakTable(chapter.peaks)}\n`);
  console.log(`${tables.preparationTable(chapter.preparation)}\n`);
  console.log(`${tables.growthTable(chapter.growth)}\n`);
  console.log(`${tables.targetTable(chapter)}\n`);
}
