import { expect, test } from "vitest";
import { allocate } from "../src/platform/allocate.ts";

const tooLong = (): Float64Array => new Float64Array(2 ** 53 - 1);

test("a lack of memory names the settings nearest to it, and keeps the host's error as cause", () => {
  const inner = (): Float64Array => allocate("engine", "nCells 9 (72 bytes)", tooLong);
  const message =
    "engine: expected settings for which there is enough memory, got nCells 9 (72 bytes). Use smaller ones.";
  expect(() => allocate("network", "nCells 9", inner)).toThrow(new RangeError(message));
  expect(() => inner()).toThrow(
    expect.objectContaining({ cause: expect.any(RangeError) as unknown }),
  );
});

test("any other error passes as it is", () => {
  const error = new RangeError("expected x from 0 on, got -1.");
  const fail = (): never => {
    throw error;
  };
  expect(() => allocate("network", "nCells 9", fail)).toThrow(error);
});
