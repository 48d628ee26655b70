import { expect, test } from "vitest";
import { checkStudy } from "../src/index.ts";

const space = { nCells: [16, 32] };

test("what a study leaves out has its default", () => {
  expect(checkStudy({ space })).toEqual({
    options: {},
    space,
    seeds: [42],
    epochs: 20,
    metric: "valLoss",
    search: { method: "grid" },
  });
  expect(checkStudy({ space, search: { method: "hyperband" } }).search).toEqual({
    method: "hyperband",
    minEpochs: 1,
    eta: 3,
    seed: 42,
  });
});

test.each([
  [
    "x",
    'sweep.json: expected an object with space, and perhaps options, seeds, epochs, metric and search, got "x" (at the top).',
  ],
  [
    {},
    "sweep.json: expected an object with space, and perhaps options, seeds, epochs, metric and search, got nothing (at space).",
  ],
  [{ space: {} }, "sweep.json: expected at least one option, got {} (at space)."],
  [{ space: { a: [] } }, "sweep.json: expected at least one value, got 0 (at space.a)."],
  [
    { space: { a: 3 } },
    "sweep.json: expected a list of values, or { min, max, scale, integer, count }, got 3 (at space.a).",
  ],
  [
    { space: { a: { min: 1, max: 1, count: 2 } } },
    'sweep.json: expected min below max, got {"min":1,"max":1,"count":2} (at space.a).',
  ],
  [
    { space: { a: { min: 0, max: 1, scale: "log", count: 2 } } },
    'sweep.json: expected min above 0 where scale is log, got {"min":0,"max":1,"scale":"log","count":2} (at space.a).',
  ],
  [
    { space: { a: { min: 0.5, max: 3, integer: true, count: 2 } } },
    'sweep.json: expected min and max to be whole where integer is true, got {"min":0.5,"max":3,"integer":true,"count":2} (at space.a).',
  ],
  [
    { space: { a: { min: 1, max: 2, steps: 3 } } },
    'sweep.json: expected no names but min, max, scale, integer, count, got "steps" (at space.a.steps).',
  ],
  [
    { space: { a: { min: 1, max: 2 } } },
    'sweep.json: expected a count for each range, since a grid lists its points, got {"a":{"min":1,"max":2}} (at space).',
  ],
  [
    { space, options: { nCells: 3 } },
    'sweep.json: expected no option that is in options too, got {"nCells":[16,32]} (at space).',
  ],
  [{ space, seeds: [1, 1] }, "sweep.json: expected seeds that differ, got [1,1] (at seeds)."],
  [
    { space, seeds: [-1] },
    "sweep.json: expected a whole number from 0 to 4294967295, got -1 (at seeds.0).",
  ],
  [{ space, epochs: 1.5 }, "sweep.json: expected a whole number from 1 on, got 1.5 (at epochs)."],
  [
    { space, metric: "f1" },
    'sweep.json: expected "valLoss" or "valAccuracy", got "f1" (at metric).',
  ],
  [
    { space, search: { method: "bayes" } },
    'sweep.json: expected method to be "grid", "random", "successiveHalving", "hyperband" or "optuna", got "bayes" (at search.method).',
  ],
  [
    { space, search: { method: "hyperband", eta: 1 } },
    "sweep.json: expected a number from 2 on, got 1 (at search.eta).",
  ],
  [
    { space, search: "grid" },
    'sweep.json: expected an object with method, such as { "method": "grid" }, got "grid" (at search).',
  ],
  [
    { space, search: { method: "random" } },
    "sweep.json: expected trials beside method, and perhaps seed, got nothing (at search.trials).",
  ],
  [
    { space: { a: { min: 1, max: 2, count: 1e9 } } },
    "sweep.json: expected a whole number from 2 to 100000, got 1000000000 (at space.a.count).",
  ],
  [
    { space, sead: 3 },
    'sweep.json: expected no names but options, space, seeds, epochs, metric, search, got "sead" (at sead).',
  ],
  [
    { space, search: { method: "grid", trials: 3 } },
    'sweep.json: expected no names but method, got "trials" (at search.trials).',
  ],
])("a wrong study %j is an error that names rule, value and place", (value, message) => {
  expect(() => checkStudy(value, "sweep.json")).toThrow(new TypeError(message));
});

const line = { min: 0, max: 1, count: 100_000 };
const hyperband = { method: "hyperband", eta: 2 };

test.each([
  [{ space: { a: line, b: line } }, 1e10],
  [{ space: { a: line }, seeds: [1, 2] }, 200_000],
  [{ space: { a: { min: 0, max: 1 } }, search: { method: "random", trials: 1e9 } }, 1e9],
  [{ space: { a: { min: 0, max: 1 } }, search: { method: "optuna", trials: 1e9 } }, 1e9],
  [{ space: { a: { min: 0, max: 1 } }, search: hyperband, epochs: 2 ** 17 }, 280_079],
])(
  "a study %j of more trainings than can be listed is refused before any is",
  (value, trainings) => {
    expect(() => checkStudy(value, "sweep.json")).toThrow(
      new TypeError(
        `sweep.json: expected at most 100000 trainings, those of every set of options with each seed, got ${trainings} (at the top).`,
      ),
    );
  },
);

test("a study of 100,000 trainings is one", () => {
  expect(checkStudy({ space: { a: line } }).space).toEqual({ a: line });
});

test.each([
  { space, search: {} },
  { space, search: null },
  { space, search: [] },
  { space, search: { method: null } },
  { space, search: { method: "optuna" } },
  { space, search: { method: "optuna", trials: 1, suggested: 3 } },
  { space, search: { method: "successiveHalving", eta: 2 } },
  { space, search: { method: "hyperband", eta: "3" } },
  { space, options: null },
  { space, seeds: null },
  { space, metric: null },
  { space: null },
  { space: { a: null } },
  { space: { a: { max: 1 } } },
  { space: { a: { min: 0, max: 1, count: null } } },
  { space: { a: { min: 0, max: 1, integer: "yes" } } },
  { space: { a: [undefined] } },
  null,
  [],
])("a wrong study %j is an error in words of our own", (value) => {
  expect(() => checkStudy(value, "sweep.json")).toThrow(
    /^sweep\.json: expected (?!Invalid).*, got (?!undefined|Object|Array).* \(at .*\)\.$/,
  );
});
