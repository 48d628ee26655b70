import { log } from "../portable-math/log.ts";
import type { MT19937 } from "./mt19937.ts";

/**
 * Numbers of the standard normal distribution by Marsaglia's polar method: a random point (x1, x2) in
 * the unit circle, r2 = x1**2 + x2**2, gives the two numbers x sqrt(-2 log(r2) / r2). NumPy's legacy
 * generator returns that of x2 and keeps that of x1 for the next call.
 */
export class Gaussian {
  readonly #generator: MT19937;
  /** The number that was kept, until it is asked for. */
  kept: number | undefined;

  constructor(generator: MT19937) {
    this.#generator = generator;
  }

  next(): number {
    if (this.kept !== undefined) {
      const { kept } = this;
      this.kept = undefined;
      return kept;
    }
    const generator = this.#generator;
    let x1: number;
    let x2: number;
    let r2: number;
    do {
      x1 = 2 * generator.nextDouble() - 1;
      x2 = 2 * generator.nextDouble() - 1;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1 || r2 === 0);
    const f = Math.sqrt((-2 * log(r2)) / r2);
    this.kept = f * x1;
    return f * x2;
  }
}
