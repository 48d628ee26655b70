import { RandomState } from "@rnn/tensor";
import type { Labelled, TokenSequences } from "../src/network/sequences.ts";

/** Time steps, classes, cells, batch and steps back of the chapter's network. */
export const chapter = { steps: 100, features: 100, cells: 32, batchSize: 32, bpttSteps: 10 };

/**
 * Sequences shaped like the chapter's reviews: padded in front with token 0, lengths from 1 to 100 with a
 * mean of 46.8, labels that the tokens tell.
 */
export function reviews(count: number, seed: number): Labelled & { sequences: TokenSequences } {
  const { steps, features } = chapter;
  const random = new RandomState(seed);
  const tokens = new Int32Array(count * steps);
  const labels = new Float64Array(count);
  for (let n = 0; n < count; n++) {
    const length = Math.min(steps, 1 + Math.floor(-55.6 * Math.log(1 - random.randomSample())));
    const label = n % 2;
    for (let t = steps - length; t < steps; t++) {
      // Half of the words come from anywhere, half from the label's part of the vocabulary.
      const word = random.randint(3, features);
      tokens[n * steps + t] = word % 4 === 3 ? word - (word % 2) + label : word;
    }
    labels[n] = label;
  }
  return { sequences: { count, steps, features, tokens }, labels };
}

/** Multiplications and additions of an epoch's matrix products, the steps of shared padding left out. */
export function epochFlops({ tokens, count, steps }: TokenSequences): number {
  const { cells, bpttSteps } = chapter;
  let products = 0;
  for (let n = 0; n < count; n++) {
    let run = 0;
    while (run < steps - bpttSteps && tokens[n * steps + run] === 0) run++;
    products += steps - run + bpttSteps + (bpttSteps - 1);
  }
  return products * 2 * cells * cells;
}
