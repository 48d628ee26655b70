import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { formatDuration } from "../src/progress/format-duration.ts";
import { formatReading } from "../src/progress/format-reading.ts";
import { RemainingTime } from "../src/progress/remaining-time.ts";
import { showSteps } from "../src/progress/show-steps.ts";
import {
  showTrainingProgress,
  type TrainingProgress,
} from "../src/progress/show-training-progress.ts";

const run = { epochs: 2, done: 0, samples: 64, validationSamples: 32 };

function output(isTTY: boolean) {
  return Object.assign(new PassThrough(), { isTTY });
}

function twoEpochs(progress: TrainingProgress): void {
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
  twoEpochs(showTrainingProgress(stream, run, false, () => 0));
  expect(String(stream.read()).split("\n")).toEqual([
    "epoch 1/2: loss 0.7000, validation loss 0.6500, 640 samples/s, 0s left",
    "epoch 2/2: loss 0.7000, validation loss 0.6500, 640 samples/s, done",
    "",
  ]);
});

test("without a terminal a long epoch has a line every ten seconds", () => {
  const stream = output(false);
  let now = 0;
  const long = { epochs: 3, done: 0, samples: 100, validationSamples: 0 };
  const progress = showTrainingProgress(stream, long, false, () => now);
  for (let batch = 1; batch <= 10; batch++) {
    now += 4000;
    progress.batchEnd({ epoch: 1, batch, batches: 10, loss: 0.7, samples: batch * 10 });
  }
  expect(String(stream.read()).split("\n")).toEqual([
    "epoch 1/3: 30 % of its texts, 1m48s left",
    "epoch 1/3: 60 % of its texts, 1m36s left",
    "epoch 1/3: 90 % of its texts, 1m24s left",
    "",
  ]);
});

test("without a terminal a run of hours says once how to make it shorter", () => {
  const stream = output(false);
  let now = 0;
  const hours = { epochs: 20, done: 0, samples: 1000, validationSamples: 0, advice: "Shorter: …" };
  const progress = showTrainingProgress(stream, hours, false, () => now);
  for (let batch = 1; batch <= 3; batch++) {
    now += 11_000;
    progress.batchEnd({ epoch: 1, batch, batches: 100, loss: 0.7, samples: batch * 10 });
  }
  expect(String(stream.read()).split("\n")).toEqual([
    "epoch 1/20: 1 % of its texts, ? left",
    "epoch 1/20: 2 % of its texts, 6h06m left",
    "Shorter: …",
    "epoch 1/20: 3 % of its texts, 6h06m left",
    "",
  ]);
});

test("on a terminal a bar shows epoch, losses, speed and remaining time, and ends its line", () => {
  const stream = output(true);
  twoEpochs(showTrainingProgress(stream, run, false));
  const text = String(stream.read());
  expect(text).toContain("epoch 1/2 [----------------]");
  expect(text).toMatch(/epoch 2\/2 \[={16}\] loss 0\.7000 val 0\.6500 [\d,]+\/s 0s left/);
  expect(text.endsWith("\n")).toBe(true);
});

test("quiet writes nothing", () => {
  const stream = output(true);
  twoEpochs(showTrainingProgress(stream, run, true));
  expect(stream.read()).toBeNull();
});

describe("the remaining time", () => {
  /** How far off it is within the epochs of a run, ten of ten batches, and what it is of the truth after each. */
  function foretold({ startMs, batchMs, validationMs, done = 0 }: Record<string, number>) {
    let now = 0;
    const length = { epochs: 10, samples: 1000, validationSamples: 250, done };
    const remaining = new RemainingTime(length, () => now);
    const within: { epoch: number; errorMs: number }[] = [];
    const after: number[] = [];
    now += startMs;
    const totalMs = 10 * (10 * batchMs + validationMs);
    for (let epoch = 1; epoch <= 10; epoch++) {
      for (let batch = 1; batch <= 10; batch++) {
        const samples = batch * 100;
        if ((epoch - 1) * 1000 + samples <= done) continue;
        now += batchMs;
        remaining.batchEnd({ epoch, samples });
        const spent = (epoch - 1) * (10 * batchMs + validationMs) + batch * batchMs;
        if (remaining.ms !== undefined)
          within.push({ epoch, errorMs: remaining.ms - (totalMs - spent) });
      }
      if (epoch * 1000 <= done) continue;
      now += validationMs;
      remaining.epochEnd({ epoch, trainingMs: 10 * batchMs, validationMs });
      const leftMs = totalMs * (1 - epoch / 10);
      if (epoch < 10) after.push((remaining.ms ?? NaN) / leftMs);
    }
    return { within, after };
  }

  test.each([
    ["of an even run", { startMs: 0, batchMs: 10, validationMs: 8 }],
    ["of one that takes long to start", { startMs: 20_000, batchMs: 10, validationMs: 8 }],
    ["of one that validates longer than it trains", { startMs: 10, batchMs: 1, validationMs: 30 }],
    [
      "of one that was resumed within an epoch",
      { startMs: 5000, batchMs: 10, validationMs: 8, done: 3500 },
    ],
  ])("%s is never off by more than its validation, and right after an epoch", (_, pace) => {
    const { within, after } = foretold(pace);
    const firstEpoch = within[0].epoch;
    expect(within.length).toBeGreaterThan(40);
    for (const { epoch, errorMs } of within) {
      // How long validation takes shows at the end of the first epoch.
      const bound = pace.validationMs * (epoch === firstEpoch ? 11 - epoch : 1);
      expect(Math.abs(errorMs)).toBeLessThan(bound + 1e-6);
    }
    for (const ratio of after) expect(ratio).toBeCloseTo(1, 12);
  });

  test("follows a machine that becomes slower", () => {
    let now = 0;
    const length = { epochs: 20, samples: 10, validationSamples: 0, done: 0 };
    const remaining = new RemainingTime(length, () => now);
    for (let epoch = 1; epoch <= 10; epoch++) {
      const ms = epoch <= 5 ? 100 : 1000;
      now += ms;
      remaining.epochEnd({ epoch, trainingMs: ms, validationMs: 0 });
    }
    expect(remaining.ms).toBe(10_000);
  });

  test("is not known before there is a pace", () => {
    const length = { epochs: 20, samples: 10, validationSamples: 0, done: 50 };
    const remaining = new RemainingTime(length, () => 0);
    expect(remaining.ms).toBeUndefined();
    remaining.batchEnd({ epoch: 6, samples: 5 });
    expect(remaining.ms).toBeUndefined();
  });
});

test.each([
  [undefined, "?"],
  [0, "0s"],
  [59_499, "59s"],
  [59_500, "1m00s"],
  [125_000, "2m05s"],
  [3_599_600, "1h00m"],
  [3_780_000, "1h03m"],
])("%s milliseconds are shown as %s", (ms, shown) => {
  expect(formatDuration(ms)).toBe(shown);
});

describe("steps before and after the training", () => {
  const shown = (isTTY: boolean, quiet = false): string | undefined => {
    const stream = output(isTTY);
    let now = 0;
    const steps = showSteps(stream, quiet, () => now);
    for (let second = 0; second <= 20; second++) {
      now = second * 1000;
      steps.show(`at ${second}`);
    }
    steps.stop();
    return (stream.read() as Buffer | null)?.toString();
  };

  test("are a line that is drawn over on a terminal, and gone in the end", () => {
    const text = shown(true);
    expect(text?.startsWith("\rat 0\u001b[K\rat 1\u001b[K")).toBe(true);
    expect(text?.endsWith("\rat 20\u001b[K\r\u001b[K")).toBe(true);
  });

  test("are a line now and then elsewhere, and none for short work or where quiet", () => {
    expect(shown(false)).toBe("at 3\nat 13\n");
    expect(shown(false, true)).toBeUndefined();
    const stream = output(false);
    showSteps(stream, false, () => 0).show("at once");
    expect(stream.read()).toBeNull();
  });
});

test("how far reading is shows in megabytes, under the name of what is read", () => {
  const loadedBytes = 12_345_678;
  expect(formatReading("data/films\u001b.csv", { loadedBytes, totalBytes: 65_900_000 })).toBe(
    "Reading films?.csv: 12.3 of 65.9 MB",
  );
  expect(formatReading("data/", { loadedBytes, totalBytes: undefined })).toBe(
    "Reading data: 12.3 MB",
  );
  // A folder and a pipe have no size in advance, and are kept in memory.
  expect(formatReading("-", { loadedBytes: 1_200_000_000, totalBytes: undefined })).toBe(
    "Reading stdin: 1200.0 MB, all of it in memory: write it to a file, which is read piece by piece",
  );
});
