import { Tensor, zeros } from "@rnn/tensor";
import { mapParameters, type ParameterRow, type Parameters } from "../network/parameter-table.ts";
import { averageSlot, averagingRate } from "./averaging.ts";
import { clipGradients } from "./clipping.ts";
import { type Optimizer, optimizerFunctionsOf, slotsOf } from "./optimizer.ts";

type Slots = Readonly<Record<string, Float64Array>>;

/** What an optimizer remembers of the parameters of a table, as tensors: no rows where it remembers nothing. */
export function optimizerStateTable(
  optimizer: Optimizer,
  table: readonly ParameterRow[],
): readonly Pick<ParameterRow, "key" | "shape">[] {
  const slots = slotsOf(optimizer);
  if (slots.length === 0) return [];
  const rows = table.flatMap(({ key, shape }) =>
    slots.map((slot) => ({ key: `${slot}.${key}`, shape })),
  );
  return [...rows, { key: iterationsKey, shape: [1] }];
}

/** The name, in what an optimizer remembers, of how many steps it has taken. */
const iterationsKey = "iterations";

/**
 * An optimizer at work on the parameters of a table, float64. What it remembers is `slot.key` for each slot
 * and parameter, `mean.dense.kernel`, in the parameter's shape, and `iterations`, `[1]`; nothing where it has
 * no slots.
 */
export class OptimizerRun {
  readonly #optimizer: Optimizer;
  readonly #table: readonly ParameterRow[];
  readonly #slots: Readonly<Record<string, Slots>>;
  #iterations: number;

  constructor(optimizer: Optimizer, table: readonly ParameterRow[], state: Parameters) {
    this.#optimizer = optimizer;
    this.#table = table;
    const names = slotsOf(optimizer);
    this.#slots = mapParameters(table, ({ key, shape }) =>
      Object.fromEntries(
        names.map((name) => {
          const known = state[`${name}.${key}`] ?? zeros(shape);
          return [name, Float64Array.from(known.contiguous().data)];
        }),
      ),
    );
    this.#iterations = state[iterationsKey]?.data[0] ?? 0;
  }

  /** One step of all parameters along their gradients. */
  step(
    weights: Readonly<Record<string, Float64Array>>,
    gradients: Readonly<Record<string, Float64Array>>,
  ): void {
    this.#iterations++;
    const functions = optimizerFunctionsOf(this.#optimizer);
    const clipped = clipGradients(
      this.#optimizer,
      this.#table.map(({ key }) => gradients[key]),
    );
    this.#table.forEach(({ key }, index) => {
      const slots = this.#slots[key];
      functions.step(this.#optimizer, weights[key], clipped[index], slots, this.#iterations);
      if (this.#optimizer.useEma) this.#average(weights[key], slots[averageSlot]);
    });
  }

  /** Exchanges the weights and their averages, where there are any and a step was taken. */
  exchangeAverages(weights: Readonly<Record<string, Float64Array>>): void {
    if (!this.#optimizer.useEma || this.#iterations === 0) return;
    for (const { key } of this.#table) {
      const average = this.#slots[key][averageSlot];
      const kept = weights[key].slice();
      weights[key].set(average);
      average.set(kept);
    }
  }

  /** a += r (w - a) */
  #average(weight: Float64Array, average: Float64Array): void {
    const rate = averagingRate(this.#optimizer, this.#iterations);
    for (let i = 0; i < weight.length; i++) average[i] += rate * (weight[i] - average[i]);
  }

  /** Copies of what it remembers. */
  state(): Parameters {
    const entries = this.#table.flatMap(({ key, shape }) =>
      Object.entries(this.#slots[key]).map(([name, values]): [string, Tensor] => [
        `${name}.${key}`,
        new Tensor(values.slice(), "float64", shape),
      ]),
    );
    if (entries.length === 0) return {};
    const iterations = new Tensor(Float64Array.of(this.#iterations), "float64", [1]);
    return { ...Object.fromEntries(entries), [iterationsKey]: iterations };
  }
}
