import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  checkStudy,
  type Ground,
  type Job,
  type JobResult,
  keyOfJob,
  listBrackets,
  planJobs,
  rankTrials,
  type Study,
} from "../src/index.ts";

const ground: Ground = { data: "0f", numbers: "1", engine: "wasm" };

/** A made-up loss with one best place, different a little for each seed. */
function resultOf({ trial, epochs }: Job): JobResult {
  const x = trial.options["x"] as number;
  if (x % 11 === 10) return { status: "failed", reason: "diverged" };
  const valLoss = Math.abs(x - 17) / 40 + 1 / epochs + (trial.seed % 3) / 1000;
  return { status: "completed", valLoss, valAccuracy: 1 / (1 + valLoss) };
}

/** Runs a study with results that come in the order that `choose` gives; returns them and the epochs spent. */
function runStudy(study: Study, choose: (waiting: number) => number = () => 0) {
  const results = new Map<string, JobResult>();
  const waiting: Job[] = [];
  let spent = 0;
  for (;;) {
    const known = new Set(waiting.map(({ key }) => key));
    waiting.push(...planJobs(study, ground, results).filter(({ key }) => !known.has(key)));
    if (waiting.length === 0) return { results, spent };
    const [job] = waiting.splice(choose(waiting.length), 1);
    const before =
      job.from === undefined
        ? 0
        : [...Array(job.epochs + 1).keys()].find((e) => keyOfJob(job.trial.key, e) === job.from);
    expect(job.from === undefined || results.has(job.from)).toBe(true);
    spent += job.epochs - (before ?? 0);
    expect(results.has(job.key)).toBe(false);
    results.set(job.key, resultOf(job));
  }
}

const places = Array.from({ length: 45 }, (_, i) => i);
const searches: Study["search"][] = [
  { method: "grid" },
  { method: "random", trials: 7, seed: 5 },
  { method: "successiveHalving", trials: 20, minEpochs: 1, eta: 3, seed: 5 },
  { method: "hyperband", minEpochs: 1, eta: 3, seed: 5 },
];

test("the order in which results come changes neither the jobs nor the leaderboard", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...searches),
      fc.integer({ min: 1, max: 3 }),
      fc.infiniteStream(fc.nat(1000)),
      (search, seeds, order) => {
        const study = checkStudy({
          space: { x: places.slice(0, 20) },
          search,
          epochs: 9,
          seeds: [1, 2, 3].slice(0, seeds),
        });
        const inOrder = runStudy(study);
        const shuffled = runStudy(study, (waiting) => (order.next().value as number) % waiting);
        expect([...shuffled.results.keys()].sort()).toEqual([...inOrder.results.keys()].sort());
        expect(shuffled.spent).toBe(inOrder.spent);
        expect(rankTrials(study, ground, shuffled.results)).toEqual(
          rankTrials(study, ground, inOrder.results),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test("a study of a grid is each combination with each seed, to the end", () => {
  const study = checkStudy({ space: { x: [1, 2] }, seeds: [7, 8], epochs: 4 });
  const jobs = planJobs(study, ground, new Map());
  expect(
    jobs.map(({ trial, epochs, from }) => [trial.options["x"], trial.seed, epochs, from]),
  ).toEqual([
    [1, 7, 4, undefined],
    [1, 8, 4, undefined],
    [2, 7, 4, undefined],
    [2, 8, 4, undefined],
  ]);
  const [first] = jobs;
  const left = planJobs(study, ground, new Map([[first.key, resultOf(first)]]));
  expect(left).toEqual(jobs.slice(1));
});

test("hyperband's brackets are those of Li et al. for 81 epochs and eta 3", () => {
  const study = checkStudy({
    space: { x: { min: 0, max: 1 } },
    epochs: 81,
    search: { method: "hyperband", eta: 3 },
  });
  expect(
    listBrackets(study).map(({ rungs }) => rungs.map(({ size, epochs }) => [size, epochs])),
  ).toEqual([
    [
      [81, 1],
      [27, 3],
      [9, 9],
      [3, 27],
      [1, 81],
    ],
    [
      [34, 3],
      [11, 9],
      [3, 27],
      [1, 81],
    ],
    [
      [15, 9],
      [5, 27],
      [1, 81],
    ],
    [
      [8, 27],
      [2, 81],
    ],
    [[5, 81]],
  ]);
  const drawn = listBrackets(study).flatMap(({ configurations }) => configurations);
  expect(new Set(drawn.map(({ x }) => x)).size).toBe(143);
});

test("hyperband finds the grid's winner of a fixed study with at most 35 % of its epochs", () => {
  const study = checkStudy({ space: { x: places }, epochs: 27 });
  const byGrid = runStudy(study);
  const hyperband = {
    ...study,
    search: { method: "hyperband", minEpochs: 1, eta: 3, seed: 42 } as const,
  };
  const byHyperband = runStudy(hyperband);
  const [winner] = rankTrials(study, ground, byGrid.results);
  expect(winner.options["x"]).toBe(17);
  expect(rankTrials(hyperband, ground, byHyperband.results)[0].options).toEqual(winner.options);
  expect(byHyperband.spent / byGrid.spent).toBeLessThanOrEqual(0.35);
});

test("a rung closes with failed trials in it, which do not go on", () => {
  const study = checkStudy({
    space: { x: [10, 21, 17, 32] },
    epochs: 9,
    search: { method: "successiveHalving", trials: 4 },
  });
  const { results } = runStudy(study);
  const ranked = rankTrials(study, ground, results);
  expect(ranked[0]).toMatchObject({
    options: { x: 17 },
    epochs: 9,
    score: { completed: 1, failures: 0 },
  });
  expect(ranked.slice(1).map(({ epochs }) => epochs)).toEqual([1, 1, 1]);
  expect(ranked.at(-1)?.score).toMatchObject({ completed: 0, failures: 1 });
});

test("where every trial of a rung failed, the study ends", () => {
  const study = checkStudy({
    space: { x: [10, 21, 32] },
    epochs: 9,
    search: { method: "successiveHalving", trials: 3 },
  });
  const { results } = runStudy(study);
  expect(results.size).toBe(3);
  expect(planJobs(study, ground, results)).toEqual([]);
});

test("mean and spread of the leaderboard are those over the seeds", () => {
  const study = checkStudy({ space: { x: [17] }, seeds: [0, 1, 2], epochs: 10 });
  const [{ score }] = rankTrials(study, ground, runStudy(study).results);
  expect(score.mean).toBeCloseTo(0.101, 12);
  expect(score.spread).toBeCloseTo(0.001, 12);
  expect(score.completed).toBe(3);
});
