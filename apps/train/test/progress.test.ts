import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { type Progress, showProgress } from "../src/progress.ts";

const run = { epochs: 2, done: 0, samples: 64 };

function output(isTTY: boolean) {
  return Object.assign(new PassThrough(), { isTTY });
}

function twoEpochs(progress: Progress): void {
  for (const epoch of [1, 2]) {
    for (const batch of [1, 2]) {
      progress.batchEnd({ epoch, batch, batches: 2, loss: 0.7, samples: batch * 32 });
    }
    const figures = { loss: 0.7, valLoss: 0.65, valAccuracy: 0.6 };
    progress.epochEnd({ epoch, epochs: 2, ...figures, trainingMs: 100, validationMs: 10 });
  }
  progress.stop();
}

test("without a terminal an epoch is a plain line with losses, speed and remaining time", () => {
  const stream = output(false);
  twoEpochs(showProgress(stream, run, false));
  const lines = String(stream.read()).split("\n");
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(
    /^epoch 1\/2: loss 0\.7000, validation loss 0\.6500, 640 samples\/s, \d+s left$/,
  );
  expect(lines[1]).toMatch(/^epoch 2\/2: .*, done$/);
});

test("on a terminal a bar shows epoch, losses, speed and remaining time, and ends its line", () => {
  const stream = output(true);
  twoEpochs(showProgress(stream, run, false));
  const text = String(stream.read());
  expect(text).toContain("epoch 1/2 [----------------]");
  expect(text).toMatch(/epoch 2\/2 \[={16}\] loss 0\.7000 val 0\.6500 [\d,]+\/s 0s left/);
  expect(text.endsWith("\n")).toBe(true);
});

test("quiet writes nothing", () => {
  const stream = output(true);
  twoEpochs(showProgress(stream, run, true));
  expect(stream.read()).toBeNull();
});
