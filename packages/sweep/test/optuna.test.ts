import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython, runPython } from "@rnn/testing/run-python";
import { describe, expect, test } from "vitest";
import {
  checkStudy,
  describeStudy,
  type Executor,
  extendStudy,
  formatOptunaJournal,
  type JobResults,
  runStudy,
  type Study,
} from "../src/index.ts";

const python = findPython("optuna");
const ground = { data: "0f", numbers: "1", engine: "wasm" };

function makeStudy(value: object = {}): Study {
  return checkStudy({
    space: {
      rate: { min: 0.001, max: 1, scale: "log" },
      cells: { min: 1, max: 64, integer: true },
      kind: ["a", { b: 1 }, null],
      share: { min: 0, max: 1, count: 5 },
    },
    epochs: 2,
    search: { method: "optuna", trials: 40, batch: 8, seed: 3 },
    ...value,
  });
}

/** Best at rate 0.05, 20 cells, the second kind, the middle share. */
const executor: Executor = {
  concurrency: 3,
  async run({ job }) {
    const { rate, cells, kind, share } = job.trial.options;
    const valLoss =
      Math.abs(Math.log(Number(rate) / 0.05)) +
      Math.abs(Number(cells) - 20) / 10 +
      (typeof kind === "object" && kind !== null ? 0 : 1) +
      Math.abs(Number(share) - 0.5);
    return { result: { status: "completed", valLoss, valAccuracy: 1 / (1 + valLoss) } };
  },
  close: async () => undefined,
};

async function runOptuna(study: Study): Promise<{ study: Study; results: JobResults }> {
  const kept = new Map<string, Uint8Array>();
  const store = {
    get: async (key: string) => kept.get(key),
    put: async (key: string, bytes: Uint8Array) => void kept.set(key, bytes),
  };
  let results: JobResults = new Map();
  for (let current = study; ; ) {
    const next = await extendStudy(current, ground, results, { python: python ?? "python3" });
    if (next === undefined) return { study: current, results };
    current = next;
    results = await runStudy(current, ground, { store, executor });
  }
}

// pip install optuna
describe.skipIf(python === undefined)("a study that Optuna suggests", () => {
  test("finds better sets of options than as many at random, and the same ones again", async () => {
    const found = await runOptuna(makeStudy());
    const again = await runOptuna(makeStudy());
    expect(again).toEqual(found);
    const record = describeStudy(found.study, ground, found.results);
    const atRandom = makeStudy({ search: { method: "random", trials: 40, seed: 3 } });
    const drawn = await runOptuna(atRandom);
    expect(drawn.results.size).toBe(0);
    const store = { get: async () => undefined, put: async () => undefined };
    const results = await runStudy(atRandom, ground, { store, executor });
    const [ours] = record.leaderboard;
    const [theirs] = describeStudy(atRandom, ground, results).leaderboard;
    expect(ours.mean).toBeLessThan(theirs.mean ?? Infinity);
    expect(record.study.search).toMatchObject({ suggested: { length: 40 } });
  });

  test("is resumed from what was suggested, without asking again", async () => {
    const first = await extendStudy(makeStudy(), undefined, new Map(), {
      python: python ?? "python3",
    });
    const read = checkStudy(JSON.parse(JSON.stringify(first)));
    expect(read).toEqual(first);
    await expect(extendStudy(read, ground, new Map())).rejects.toThrow(
      "extendStudy: expected results of all sets that were suggested, got fewer.",
    );
  });

  test("leaves a journal that Optuna reads", async () => {
    const { study, results } = await runOptuna(makeStudy());
    const record = describeStudy(study, ground, results);
    const file = join(mkdtempSync(join(tmpdir(), "rnn-optuna-")), "optuna.log");
    writeFileSync(file, formatOptunaJournal(record, "cells"));
    const script = `
import json, optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
study = optuna.load_study(study_name="cells", storage=JournalStorage(JournalFileBackend(${JSON.stringify(file)})))
print(json.dumps([len(study.trials), study.best_value, study.best_trial.intermediate_values[2], study.best_params]))`;
    const [best] = record.leaderboard;
    const { kind, ...rest } = best.options;
    const read = JSON.parse(runPython(python, script).toString()) as unknown[];
    expect(read).toEqual([
      record.leaderboard.length,
      best.mean,
      best.mean,
      { ...rest, kind: typeof kind === "object" ? JSON.stringify(kind) : kind },
    ]);
  });
});

test("a Python that is not there, or has no Optuna, is named with how to install it", async () => {
  await expect(
    extendStudy(makeStudy(), undefined, new Map(), { python: "no-such-python" }),
  ).rejects.toThrow(
    "askOptuna: expected a Python with Optuna, got ENOENT (no-such-python). Install it: no-such-python -m pip install optuna",
  );
});
