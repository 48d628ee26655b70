import { describe, expect, test } from "vitest";
import { checkEarlyStopping, judgeEpochs } from "../src/network/early-stopping.ts";

const stopping = (patience: number, minDelta = 0) => ({
  patience,
  minDelta,
  restoreBestWeights: true,
});

/** After which epoch a run with these losses ends, and its best. */
function run(losses: readonly number[], patience: number, minDelta?: number) {
  for (let epochs = 1; epochs <= losses.length; epochs++) {
    const judged = judgeEpochs(losses.slice(0, epochs), stopping(patience, minDelta));
    if (judged.ends) return { after: epochs, best: judged.bestEpoch };
  }
  return undefined;
}

describe("a run ends as with Keras's EarlyStopping", () => {
  test.each([
    ["after patience epochs without a better loss", [10, 9, 8, 9, 8.9, 8.8, 8.7], 3, 0, 6, 3],
    ["at once with patience 1", [3, 2, 2.5, 1], 1, 0, 3, 2],
    ["with patience 0 as with 1", [3, 2, 2.5, 1], 0, 0, 3, 2],
    ["where an equal loss is not a better one", [3, 2, 2, 2], 2, 0, 4, 2],
    ["where a loss must be lower by minDelta", [3, 2.9, 2.8, 2.7], 2, 0.5, 3, 1],
  ])("%s", (_, losses, patience, minDelta, after, best) => {
    expect(run(losses, patience, minDelta)).toEqual({ after, best });
  });

  test("and not where losses fall", () => {
    expect(run([5, 4, 3, 2, 1], 1)).toBeUndefined();
    expect(run([5], 0)).toBeUndefined();
  });
});

describe("early stopping refuses", () => {
  const loose = (value: unknown): never => value as never;
  test.each([
    [
      "no patience",
      {},
      "fit: expected earlyStopping.patience to be a whole number from 0 on, got undefined.",
    ],
    [
      "an unknown option",
      { patience: 1, baseline: 2 },
      "fit earlyStopping: expected the options patience, minDelta, restoreBestWeights, got baseline.",
    ],
    [
      "a difference below 0",
      { patience: 1, minDelta: -1 },
      "fit: expected earlyStopping.minDelta to be a number from 0 on, got -1.",
    ],
  ])("%s", (_, given, message) => {
    expect(() => checkEarlyStopping("fit", loose(given), true)).toThrow(message);
  });

  test("to judge without validation data", () => {
    expect(() => checkEarlyStopping("fit", { patience: 1 }, false)).toThrow(
      "fit: expected validation data for earlyStopping, got none. Give xVal and yVal.",
    );
  });
});
