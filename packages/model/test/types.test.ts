import type { OneHotTensor, RaggedTensor, Tensor } from "@rnn/tensor";
import { describe, expectTypeOf, test } from "vitest";
import {
  type adam,
  type bidirectional,
  type dense,
  type lstm,
  type RecurrentNetwork,
  Sequential,
} from "../src/index.ts";

describe("the types of a network's results show", () => {
  test("their element types and axes", () => {
    expectTypeOf<Sequential["predict"]>().returns.toEqualTypeOf<Tensor<"int32", 1>>();
    expectTypeOf<Sequential["predictProba"]>().returns.toEqualTypeOf<Tensor<"float64", 1 | 2>>();
    expectTypeOf<Sequential["states"]>().returns.toEqualTypeOf<Tensor<"float64", 3>>();
    expectTypeOf<RecurrentNetwork["predict"]>().returns.toEqualTypeOf<Tensor<"uint8", 1>>();
    expectTypeOf<RecurrentNetwork["predictProba"]>().returns.toEqualTypeOf<Tensor<"float64", 1>>();
    const toArray = (network: Sequential, x: RaggedTensor) => network.predict(x).toArray();
    expectTypeOf(toArray).returns.toEqualTypeOf<number[]>();
  });

  test("weights by name, and a history of numbers", () => {
    expectTypeOf<Sequential["weights"]["dense.kernel"]>().toExtend<Tensor>();
    type History = Awaited<ReturnType<Sequential["fit"]>>;
    expectTypeOf<History["losses"][number]>().toEqualTypeOf<number>();
  });
});

describe("what a network takes", () => {
  test("are ids, one-hot ids or floats", () => {
    type Input = Parameters<Sequential["predict"]>[0];
    expectTypeOf<RaggedTensor>().toExtend<Input>();
    expectTypeOf<OneHotTensor>().toExtend<Input>();
    expectTypeOf<Tensor<"int32", 2>>().toExtend<Input>();
    expectTypeOf<number[][]>().not.toExtend<Input>();
  });

  test("are layers and options by name, and no others", () => {
    expectTypeOf<ReturnType<typeof lstm>["kind"]>().toEqualTypeOf<"lstm">();
    expectTypeOf<Parameters<typeof bidirectional>[0]>().not.toExtend<ReturnType<typeof dense>>();
    expectTypeOf<Parameters<typeof adam>[0]>().toExtend<{ learningRate?: number } | undefined>();
    expectTypeOf<{ patience: number }>().toExtend<
      NonNullable<NonNullable<Parameters<Sequential["fit"]>[2]>["earlyStopping"]>
    >();
    // @ts-expect-error -- a misspelt option
    const misspelt: ConstructorParameters<typeof Sequential>[1] = { learningrate: 1 };
    // @ts-expect-error -- an engine that there is not
    const engine: ConstructorParameters<typeof Sequential>[1] = { engine: "gpu" };
    expectTypeOf([misspelt, engine]).not.toBeAny();
  });
});
