import type { LabelledTexts } from "@rnn/labelled-text";
import { describe, expectTypeOf, test } from "vitest";
import type {
  Classification,
  Evaluation,
  TextClassifier,
  TrainedTextClassifier,
  trainTextClassifier,
} from "../src/index.ts";

type Input = Parameters<typeof trainTextClassifier>[0];
type Options = NonNullable<Parameters<typeof trainTextClassifier>[1]>;

describe("the types of a training show", () => {
  test("what comes back, once it is over", () => {
    expectTypeOf<
      ReturnType<typeof trainTextClassifier>
    >().resolves.toEqualTypeOf<TrainedTextClassifier>();
    expectTypeOf<TrainedTextClassifier["classifier"]>().toEqualTypeOf<TextClassifier>();
    expectTypeOf<TrainedTextClassifier["baseline"]>().toEqualTypeOf<Evaluation>();
  });

  test("that a baseline may be left out, with a network alone", () => {
    const data = { texts: [""], labels: [0] };
    const alone = (train: typeof trainTextClassifier) =>
      train(data, { model: "rnn", baseline: false });
    expectTypeOf(alone).returns.resolves.toEqualTypeOf<TrainedTextClassifier<undefined>>();
    const both = (train: typeof trainTextClassifier) =>
      // @ts-expect-error -- both need the n-grams
      train(data, { model: "both", baseline: false });
    expectTypeOf(both).toBeFunction();
  });

  test("that texts are strings, and labels names or numbers", () => {
    expectTypeOf<{ texts: string[]; labels: string[] }>().toExtend<Input>();
    expectTypeOf<Pick<LabelledTexts, "texts" | "labels">>().toExtend<Input>();
    expectTypeOf<{ texts: string[] }>().not.toExtend<Input>();
    expectTypeOf<{ texts: string[]; labels: boolean[] }>().not.toExtend<Input>();
  });

  test("which models there are, and that there is no other option", () => {
    expectTypeOf<{ model: "ngrams" }>().toExtend<Options>();
    expectTypeOf<{ model: "transformer" }>().not.toExtend<Options>();
    // @ts-expect-error -- a misspelt option
    const misspelt: Options = { ephocs: 3 };
    expectTypeOf(misspelt).not.toBeAny();
  });
});

test("the types of a classification show the class by name, number and probability", () => {
  expectTypeOf<TextClassifier["classify"]>().returns.toEqualTypeOf<Classification>();
  expectTypeOf<Classification["className"]>().toEqualTypeOf<string>();
  expectTypeOf<Classification["label"]>().toEqualTypeOf<number>();
  expectTypeOf<ReturnType<TextClassifier["save"]>>().toEqualTypeOf<Uint8Array<ArrayBuffer>>();
});
