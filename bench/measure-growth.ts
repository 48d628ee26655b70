/** How an epoch grows with each size of the job, the others as in the chapter. */
import { rm } from "node:fs/promises";
import { Child } from "./child.ts";
import { batchSize, sizedJob, writeJob } from "./job.ts";
import { exponent } from "./statistics.ts";
import { tools } from "./tools.ts";

/** One curve. */
export interface GrowthCurve {
  readonly axis: Axis;
  readonly tool: string;
  readonly points: readonly { readonly value: number; readonly ms: number }[];
  /** p of the curve c x^p that fits the points best. */
  readonly exponent: number;
}

type Axis = "cells" | "vocabulary" | "length" | "reviews";

const chapter = { reviews: 20_000, length: 100, vocabulary: 100, cells: 32 };
/** Where the reviews are not what grows, so many are timed, and the time scaled to the chapter's. */
const sample = 2048;

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
export async function measureGrowth(folder: string, quick: boolean): Promise<GrowthCurve[]> {
  const curves: GrowthCurve[] = [];
  for (const [axis, values] of Object.entries(quick ? few : all) as [Axis, readonly number[]][]) {
    process.stderr.write(`growth with ${axis}\n`);
    const points = [];
    for (const value of values) points.push({ value, ms: await timeRun("wasm", axis, value) });
    curves.push({ axis, tool: "@rnn/model", points, exponent: exponent(points) });
  }
  const numpy = tools().find(({ key }) => key === "numpy-0");
  if (!quick && numpy?.command !== undefined) {
    const file = `${folder}/sized.npz`;
    const points = [];
    for (const cells of [32, 128, 512]) {
      await writeJob(file, await sizedJob(sample, chapter.length, chapter.vocabulary, cells));
      const ms = await epochMs(numpy.command, file, sample, 3);
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
  const command = tools().find((tool) => tool.key === key)?.command ?? [];
  const job = [size.reviews, size.length, size.vocabulary, size.cells].join(",");
  const ms = await epochMs(command, job, size.reviews, 5);
  return axis === "reviews" ? ms : (ms * chapter.reviews) / sample;
}

/** The fastest of at least so many epochs after a first one, and of half a second's worth of fast ones. */
async function epochMs(command: readonly string[], job: string, reviews: number, least: number) {
  const child = new Child(command, job);
  const { missing } = await child.start();
  if (missing !== undefined) throw new Error(`growth: ${missing}`);
  const epoch = async () => (await child.ask({ train: Math.ceil(reviews / batchSize) })).ms ?? NaN;
  await epoch();
  const times: number[] = [];
  const ends = performance.now() + 500;
  while (times.length < least || performance.now() < ends) {
    times.push(await epoch());
  }
  await child.ask({ end: true });
  return Math.min(...times);
}
