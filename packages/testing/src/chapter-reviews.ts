/** Time steps, classes, cells, batch and steps back of the chapter's network. */
export const chapter = { steps: 100, features: 100, cells: 32, batchSize: 32, bpttSteps: 10 };

/** Token sequences of one length, one after another in `tokens`. */
interface TokenSequences {
  readonly count: number;
  readonly steps: number;
  readonly features: number;
  readonly tokens: Int32Array;
}

/** What draws the tokens: a `RandomState` of @rnn/tensor, which itself uses this package. */
interface Random {
  randomSample(): number;
  randint(low: number, high: number): number;
}

/**
 * Sequences shaped like the chapter's reviews: padded in front with token 0, lengths from 1 to 100 with a
 * mean of 46.8, labels that can be learnt from the tokens.
 */
export function generateReviews(
  count: number,
  random: Random,
): { readonly sequences: TokenSequences; readonly labels: Float64Array } {
  const { steps, features } = chapter;
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
export function countEpochFlops({
  tokens,
  count,
  steps,
}: Pick<TokenSequences, "count" | "steps"> & { readonly tokens: ArrayLike<number> }): number {
  const { cells, bpttSteps } = chapter;
  let products = 0;
  for (let n = 0; n < count; n++) {
    let run = 0;
    while (run < steps - bpttSteps && tokens[n * steps + run] === 0) run++;
    products += steps - run + bpttSteps + (bpttSteps - 1);
  }
  return products * 2 * cells * cells;
}
