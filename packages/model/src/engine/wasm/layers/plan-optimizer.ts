import { Tensor } from "@rnn/tensor";
import type { Parameters } from "../../../network/parameter-table.ts";
import type { Adam, AdamW } from "../../../optimizers/adam.ts";
import { averageSlot, averagingRate } from "../../../optimizers/averaging.ts";
import type { Clipping } from "../../../optimizers/clipping.ts";
import { type Optimizer, slotsOf } from "../../../optimizers/optimizer.ts";
import { wholePower } from "../../../optimizers/whole-power.ts";
import type { Environment } from "./flow.ts";

const iterationsKey = "iterations";

/**
 * An optimizer over all parameters at once: each slot is an area laid out like theirs. What it remembers has
 * the names that it has in the reference engine.
 */
export class PlanOptimizer {
  readonly #optimizer: Optimizer;
  readonly #env: Environment;
  /** The area of each slot. */
  readonly #slots: Readonly<Record<string, number>>;
  #iterations: number;

  constructor(optimizer: Optimizer, env: Environment, state: Parameters) {
    const { memory, parameters } = env;
    this.#optimizer = optimizer;
    this.#env = env;
    const names = slotsOf(optimizer);
    this.#slots = Object.fromEntries(
      names.map((name) => {
        const area = memory.place(parameters.bytes);
        memory.fill(area, parameters.bytes);
        if (iterationsKey in state) parameters.write(area, state, `${name}.`);
        return [name, area];
      }),
    );
    this.#iterations = state[iterationsKey]?.data[0] ?? 0;
  }

  /** One step along the gradients, which are clipped in their place. */
  step(): void {
    const { kernels, weights: w, gradients: g } = this.#env;
    const optimizer = this.#optimizer;
    this.#iterations++;
    this.#clip(optimizer);
    const { velocity, mean, meanSquare } = this.#slots;
    const { learningRate: rate } = optimizer;
    switch (optimizer.kind) {
      case "sgd": {
        const { momentum: m, nesterov } = optimizer;
        this.#deal((at, some) => {
          if (m === 0) kernels.sgd(w + at, g + at, some, rate);
          else kernels.momentum(w + at, g + at, velocity + at, some, rate, m, nesterov);
        });
        break;
      }
      case "rmsprop": {
        const { rho, epsilon } = optimizer;
        this.#deal((at, some) => {
          const squares = meanSquare + at;
          kernels.rmsprop(w + at, g + at, squares, some, rate, rho, 1 - rho, epsilon);
        });
        break;
      }
      case "adam":
      case "adamw": {
        const { beta1, beta2, epsilon } = optimizer;
        const [rest1, rest2] = [1 - beta1, 1 - beta2];
        const corrected = rate * correctionOf(optimizer, this.#iterations);
        const decay = optimizer.kind === "adamw" ? rate * optimizer.weightDecay : 0;
        this.#deal((at, some) => {
          const [m, v] = [mean + at, meanSquare + at];
          kernels.adam(w + at, g + at, m, v, some, corrected, rest1, rest2, epsilon, decay);
        });
        break;
      }
    }
    if (optimizer.useEma) this.#average(averagingRate(optimizer, this.#iterations));
  }

  /** Exchanges the weights and their averages, where there are any and a step was taken. */
  exchangeAverages(): void {
    if (!this.#optimizer.useEma || this.#iterations === 0) return;
    const { memory, weights, parameters } = this.#env;
    const areaOf = (address: number) =>
      memory.floats.subarray(address / 4, (address + parameters.bytes) / 4);
    const [weight, average] = [areaOf(weights), areaOf(this.#slots[averageSlot])];
    const kept = weight.slice();
    weight.set(average);
    average.set(kept);
  }

  /** a -= r a, then a += r w: by the kernel of gradient descent, which takes any vector for a gradient. */
  #average(rate: number): void {
    const { kernels, weights: w } = this.#env;
    const { [averageSlot]: a } = this.#slots;
    this.#deal((at, some) => {
      kernels.sgd(a + at, a + at, some, rate);
      kernels.sgd(a + at, w + at, some, -rate);
    });
  }

  /** Deals the vectors of all areas: `run` does so many bytes of each from `at` on. */
  #deal(run: (at: number, bytes: number) => void): void {
    this.#env.deal({
      count: this.#env.parameters.bytes / 16,
      grain: 16,
      run: (first, end) => run(first * 16, (end - first) * 16),
    });
  }

  /** Copies of what it remembers. */
  state(): Parameters {
    const slots = Object.entries(this.#slots);
    if (slots.length === 0) return {};
    const { parameters } = this.#env;
    const read = slots.map(([name, area]) => ({ name, tensors: parameters.read(area) }));
    const entries = parameters.keys.flatMap((key) =>
      read.map(({ name, tensors }): [string, Tensor] => [`${name}.${key}`, tensors[key]]),
    );
    const iterations = new Tensor(Float64Array.of(this.#iterations), "float64", [1]);
    return { ...Object.fromEntries(entries), [iterationsKey]: iterations };
  }

  #clip({ clipvalue, clipnorm, globalClipnorm }: Clipping): void {
    const { kernels, parameters, gradients } = this.#env;
    if (clipvalue !== undefined) {
      this.#deal((at, bytes) => kernels.clipValues(gradients + at, bytes, clipvalue));
    }
    if (clipnorm !== undefined) {
      for (const { offset, bytes } of parameters.spans) {
        this.#scaleTo(clipnorm, gradients + offset, bytes);
      }
    }
    if (globalClipnorm !== undefined) this.#scaleTo(globalClipnorm, gradients, parameters.bytes);
  }

  #scaleTo(most: number, area: number, bytes: number): void {
    const { kernels } = this.#env;
    const norm = Math.sqrt(kernels.sumOfSquares(area, bytes));
    if (norm > most) kernels.scale(area, bytes, most / norm);
  }
}

/** √(1 - β₂ᵏ) / (1 - β₁ᵏ), which makes up for means that began at 0. */
function correctionOf({ beta1, beta2 }: Adam | AdamW, iteration: number): number {
  return Math.sqrt(1 - wholePower(beta2, iteration)) / (1 - wholePower(beta1, iteration));
}
