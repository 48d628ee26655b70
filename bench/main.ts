/** Measures everything, prints the tables and keeps the figures. Started by run.mjs, which sets up. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chapterJob, writeJob } from "./job.ts";
import { measureEpochs } from "./measure-epochs.ts";
import { measureGrowth } from "./measure-growth.ts";
import { measurePreparation } from "./measure-preparation.ts";
import * as tables from "./report/tables.ts";
import { writeDocs } from "./report/write-docs.ts";
import { machine, type Results, writeResults } from "./results.ts";

const { quick = false, docs = false } = parseArgs({
  options: { quick: { type: "boolean" }, docs: { type: "boolean" } },
}).values;

const folder = await mkdtemp(path.join(tmpdir(), "rnn-bench-"));
try {
  const job = await chapterJob();
  const file = path.join(folder, "job.npz");
  await writeJob(file, job);
  const preparation = measurePreparation(file, quick ? 1 : 5);
  const { rows, peaks } = await measureEpochs(job, file, quick ? 2 : 7, quick);
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    node: process.versions.node,
    data: process.env["RNN_DATA_DIR"] ? "IMDB reviews" : "generated reviews",
    epochs: rows,
    peaks,
    preparation,
    growth: await measureGrowth(folder, quick),
  };
  console.log(`\n${results.machine.cpu}, Node ${results.node}, ${results.data}\n`);
  console.log(`${tables.epochTable(results.epochs)}\n`);
  console.log(`${tables.peakTable(results.peaks)}\n`);
  console.log(`${tables.preparationTable(results.preparation)}\n`);
  console.log(`${tables.growthTable(results.growth)}\n`);
  console.log(`${tables.targetTable(results)}\n`);
  if (!quick) console.log(writeResults(results));
  if (docs) await writeDocs(results);
} finally {
  await rm(folder, { recursive: true });
}
