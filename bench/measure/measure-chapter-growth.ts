/** How an epoch grows with each size of the job, the others as in the chapter. */
import { rm } from "node:fs/promises";
import { batchSize, sizedJob, writeJob } from "../jobs/chapter-job.ts";
import { exponent } from "../runner/statistics.ts";
import { timeTraining } from "../runner/time-training.ts";
import { chapterSubjects } from "../subjects/chapter-subjects.ts";
import type { GrowthCurve } from "./growth-curve.ts";

type Axis = "cells" | "vocabulary" | "length" | "reviews";

const chapter = { reviews: 20_000, length: 100, vocabulary: 100, cells: 32 };
/** Where the reviews are not what grows, so many are timed, and the time scaled to the chapter's. */
const sample = 2048;

const batches = (reviews: number): number => Math.ceil(reviews / batchSize);

const all: Record<Axis, readonly number[]> = {
  cells: [16, 32, 64, 128, 256, 512],
  vocabulary: [100, 300, 1000, 3000, 10_000],
  length: [50, 100, 200, 350, 500],
  reviews: [20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000],
};

const few: Record<Axis, readonly number[]> = {
  cells: [32, 64, 128],
  vocabulary: [100, 10_000],
  length: [50, 200],
  reviews: [20_000, 50_000],
};

/** The curves of the default engine, and in a full run that of NumPy's cells. */
export async function measureChapterGrowth(folder: string, quick: boolean): Promise<GrowthCurve[]> {
  const curves: GrowthCurve[] = [];
  for (const [axis, values] of Object.entries(quick ? few : all) as [Axis, readonly number[]][]) {
    process.stderr.write(`growth with ${axis}\n`);
    const points = [];
    for (const value of values) points.push({ value, ms: await timeRun("wasm", axis, value) });
    curves.push({ axis, tool: "@rnn/model", points, exponent: exponent(points) });
  }
  const numpy = chapterSubjects().find(({ key }) => key === "numpy-0");
  if (!quick && numpy?.command !== undefined) {
    const file = `${folder}/sized.npz`;
    const points = [];
    for (const cells of [32, 128, 512]) {
      await writeJob(file, await sizedJob(sample, chapter.length, chapter.vocabulary, cells));
      const ms = await timeTraining(numpy.command, file, batches(sample), 3);
      points.push({ value: cells, ms: (ms * chapter.reviews) / sample });
    }
    await rm(file);
    curves.push({ axis: "cells", tool: "NumPy", points, exponent: exponent(points) });
  }
  return curves;
}

/** Milliseconds of an epoch of the chapter with one size changed. */
async function timeRun(key: string, axis: Axis, value: number): Promise<number> {
  const size = { ...chapter, reviews: sample, [axis]: value };
  const command = chapterSubjects().find((subject) => subject.key === key)?.command ?? [];
  const job = [size.reviews, size.length, size.vocabulary, size.cells].join(",");
  const ms = await timeTraining(command, job, batches(size.reviews), 5);
  return axis === "reviews" ? ms : (ms * chapter.reviews) / sample;
}
