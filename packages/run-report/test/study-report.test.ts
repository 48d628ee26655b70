import { expect, test } from "vitest";
import { renderStudyHtml, type StudyReport } from "../src/index.ts";

const line = (rank: number, nCells: number, learningRate: number, mean: number | null) => ({
  rank,
  options: { nCells, learningRate, cell: rank % 2 === 0 ? "lstm" : "<gru>" },
  epochs: 3,
  mean,
  spread: 0.01,
  failures: mean === null ? 1 : 0,
});

const report: StudyReport = {
  study: {
    space: { nCells: [8, 16], learningRate: [0.01, 1], cell: ["lstm", "<gru>"] },
    seeds: [1, 2],
    epochs: 3,
    metric: "valLoss",
    search: { method: "successiveHalving" },
  },
  ground: { data: "0f".repeat(32), numbers: "@rnn/model 1", engine: "wasm" },
  rungs: [
    { bracket: 0, epochs: 1, entered: 3, failed: 1 },
    { bracket: 0, epochs: 3, entered: 1, failed: 0 },
  ],
  jobs: [
    { options: { nCells: 8 }, seed: 1, epochs: 1, fromEpoch: 0, result: { status: "completed" } },
    { options: { nCells: 8 }, seed: 1, epochs: 3, fromEpoch: 1, result: { status: "completed" } },
    {
      options: { nCells: 16, learningRate: 1, cell: "<gru>" },
      seed: 2,
      epochs: 1,
      fromEpoch: 0,
      result: { status: "failed", reason: "The loss is <NaN>." },
    },
  ],
  leaderboard: [line(1, 8, 0.01, 0.25), line(2, 16, 0.1, 0.5), line(3, 16, 1, null)],
};

test("the page of a study shows its leaderboard, rungs, cost and failures, and escapes all text", () => {
  const page = renderStudyHtml(report, "cells & rates");
  expect(page).toContain("<h1>cells &amp; rates</h1>");
  expect(page).toContain(
    "<td>1</td><td>8</td><td>0.01</td><td>&lt;gru&gt;</td><td>3</td><td>0.2500</td>",
  );
  expect(page).toContain("<td>failed</td>");
  // 1 + 2 + 1 epochs; three sets of options with two seeds to epoch 3 are 18.
  expect(page).toContain('<dd class="figure">4</dd><dd class="soft">22.2 % of training every set');
  expect(page).toContain(
    "nCells 16, learningRate 1, cell &lt;gru&gt;, seed 2, epoch 1: The loss is &lt;NaN&gt;.",
  );
  expect(page).not.toContain("<script");
  expect(renderStudyHtml(report, "cells & rates")).toBe(page);
});

test("each set of options with a score is a line through its values, the best one last and thick", () => {
  const lines = renderStudyHtml(report, "x").match(/<polyline [^>]*>/g) ?? [];
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('stroke-width="3"');
  // The smallest number of cells and loss are at the bottom, at 296; the other end at 40.
  expect(lines[1]).toMatch(/points="70\.0,296\.0 .* 850\.0,296\.0"/);
  expect(lines[0]).toMatch(/points="70\.0,40\.0 .* 850\.0,40\.0"/);
});

test("values that are not numbers are named on their axis, between its ends too", () => {
  const cells = ["gru", "lstm", "a cell of a name that is longer than an axis has room for"];
  const lines = cells.map((cell, i) =>
    Object.assign(line(i + 1, 8, 0.1, i), { options: { cell } }),
  );
  const study = { ...report.study, space: { cell: cells } };
  const page = renderStudyHtml({ ...report, study, leaderboard: lines }, "x");
  expect(page).toMatch(/<text [^>]*y="172\.0"[^>]*>lstm<\/text>/);
  expect(page).toContain(">a cell of a name that i…</text>");
});

test("the axes of many options are so far apart that no name lies on another", () => {
  const names = Array.from({ length: 12 }, (_, i) => `anOptionOfALongName${i}`);
  const options = Object.fromEntries(names.map((name, i) => [name, i]));
  const lines = [
    { ...line(1, 8, 0.1, 0.1), options },
    { ...line(2, 8, 0.1, 0.2), options },
  ];
  const space = Object.fromEntries(names.map((name, i) => [name, [i]]));
  const study = { ...report.study, space };
  const page = renderStudyHtml({ ...report, study, leaderboard: lines }, "x");
  const places = [...page.matchAll(/<text x="([\d.]+)" y="14"/g)].map(([, x]) => Number(x));
  expect(places).toHaveLength(13);
  // 21 letters of 8 units, and one between.
  expect(Math.min(...places.slice(1).map((x, i) => x - places[i]))).toBeCloseTo(176, 0);
  expect(page).toContain('viewBox="0 0 2252 320"');
});

test("a study that shows no lines has no section for them, and its numbers are in words", () => {
  const one = { ...report.study, seeds: [1], epochs: 1 };
  const page = renderStudyHtml(
    { ...report, study: one, leaderboard: [line(1, 8, 0.1, null)] },
    "x",
  );
  expect(page).not.toContain("what they reach");
  expect(page).toContain("up to 1 epoch, 1 seed, ranked by valLoss");
});

test("the time that a study took is shown where it is known", () => {
  const cost = { wallMs: 200_000, sessions: 2, trainingMs: 380_000 };
  expect(renderStudyHtml(report, "x", cost)).toContain(
    "from start to end, in 2 parts; trainings 6 min 20 s together",
  );
  expect(
    renderStudyHtml(report, "x", { wallMs: 5000, sessions: 1, trainingMs: undefined }),
  ).toContain("from start to end</dd>");
  expect(renderStudyHtml(report, "x")).not.toContain("<dt>Time</dt>");
});
