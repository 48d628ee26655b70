import { describe, expect, test } from "vitest";
import { padSequences, Tokenizer, toCategorical, trainValidationSplit } from "../src/index.ts";

describe("a setting far too large gets an error that names it", () => {
  test.each<[string, () => unknown, string]>([
    [
      "padSequences",
      () => padSequences([[1], [2]], { maxlen: 2 ** 50 }),
      "maxlen to fit in memory, got 1125899906842624: 9007199254740992 bytes of int32",
    ],
    [
      "toCategorical",
      () => toCategorical([0, 1], { numClasses: 1e300 }),
      "numClasses to be a whole number from 1 on, got 1e+300",
    ],
    [
      "Tokenizer.sequencesToMatrix",
      () => new Tokenizer({ numWords: 2 ** 50 }).sequencesToMatrix([[1]]),
      "numWords to fit in memory, got 1125899906842624: 9007199254740992 bytes of float64",
    ],
    [
      "Tokenizer.textsToMatrix",
      () => new Tokenizer({ numWords: 2 ** 50 }).textsToMatrix(["a"]),
      "numWords to fit in memory",
    ],
    [
      "trainValidationSplit",
      () => trainValidationSplit(2 ** 40),
      "n to be a whole number from 2 to 2147483647, got 1099511627776",
    ],
  ])("%s", (caller, call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(`${caller}: expected ${message}`);
  });

  test("but a number of classes without its zeros takes no memory", () => {
    expect(toCategorical([0, 1], { numClasses: 2 ** 50 }).shape).toEqual([2, 2 ** 50]);
  });
});
