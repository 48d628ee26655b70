import { Sequential } from "@rnn/model";
import { describe, expect, test, vi } from "vitest";
import { defaultSettings, type Settings } from "../src/settings/settings.ts";
import { networkLayers, optimizerOf } from "../src/training/network-layers.ts";
import type { EpochResult, Progress } from "../src/training/progress.ts";
import { TrainingRun } from "../src/training/training-run.ts";
import { classifierOf } from "../src/worker/classifier-of.ts";
import { openRun } from "./run-settings.ts";

const small: Settings = { ...defaultSettings, reviews: 200, length: 20, epochs: 2 };
const cells = ["chapter", "simple", "lstm", "gru"] as const;

describe.each(cells)("a training of the cell %s", (cell) => {
  const settings = { ...small, cell };

  test("that is paused, stepped and slowed has the losses and weights of one that is not", async () => {
    const whole = await openRun(settings);
    const wholeDone = whole.until("done");
    whole.session.run.play();
    await wholeDone;

    const pieces = await openRun(settings);
    const { run } = pieces.session;
    const piecesDone = pieces.until("done");
    run.step();
    run.step();
    run.setSpeed(200);
    run.play();
    run.pause();
    run.step();
    run.setSpeed(Infinity);
    run.play();
    await piecesDone;

    expect(pieces.batchLosses).toEqual(whole.batchLosses);
    expect(whole.batchLosses).toHaveLength(2 * 5);
    const withoutTime = ({ loss, valLoss, valAccuracy }: EpochResult) => ({
      loss,
      valLoss,
      valAccuracy,
    });
    expect(pieces.epochs.map(withoutTime)).toEqual(whole.epochs.map(withoutTime));
    expect(classifierOf(pieces.session).save()).toEqual(classifierOf(whole.session).save());
  });
});

describe("a training", () => {
  test("has the losses of the same network fitted by the library alone", async () => {
    const { session, batchLosses, until } = await openRun(small);
    const done = until("done");
    session.run.play();
    await done;
    const { xTrain, yTrain, vocabulary } = session.data;
    const network = new Sequential(networkLayers(small, vocabulary.length), {
      optimizer: optimizerOf(small),
      batchSize: small.batch,
      seed: small.seed,
    });
    const losses: number[] = [];
    const onBatchEnd = ({ loss }: { loss: number }) => losses.push(loss);
    await network.fit(xTrain, yTrain, { epochs: 2, seed: small.seed, onBatchEnd });
    expect(batchLosses).toEqual(losses);
  });

  test("takes one batch a step", async () => {
    const { session, batchLosses } = await openRun(small);
    for (let n = 1; n <= 3; n++) {
      session.run.step();
      await vi.waitUntil(() => batchLosses.length === n, { timeout: 600_000, interval: 5 });
    }
    await session.run.stop();
    expect(batchLosses).toHaveLength(3);
  });

  test("that is stopped reports nothing more", async () => {
    const { session, statuses } = await openRun(small);
    session.run.play();
    await session.run.stop();
    const reported = statuses.length;
    session.run.play();
    session.run.step();
    await session.run.stop();
    expect(statuses.slice(reported).filter((status) => status !== "playing")).toEqual([]);
  });

  test("that throws fails with the message", async () => {
    const reports: Progress[] = [];
    const { session } = await openRun(small);
    const { network } = session.trainee;
    const trainee = {
      ...session.trainee,
      network,
      train: () => Promise.reject(new Error("out of luck")),
    };
    const options = { batchesPerEpoch: 5, batchesPerSecond: Infinity };
    const run = new TrainingRun(2, trainee, {
      ...options,
      report: (progress) => reports.push(progress),
    });
    run.play();
    await vi.waitUntil(() => reports.length === 2, { timeout: 600_000, interval: 5 });
    expect(reports[1]).toMatchObject({
      run: 2,
      status: "failed",
      error: { code: "unforeseen", values: ["out of luck"] },
    });
  });
});
