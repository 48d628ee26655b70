import { type Tensor } from "@rnn/tensor";
import { checkArgumentCount, checkOptions, checkType, checkWhole } from "@rnn/tensor/checks";
import { RandomStream } from "@rnn/tensor/random-stream";

/** Row numbers of the two parts, each int32 with one axis: what `take` accepts. */
export interface TrainValidationSplit {
  train: Tensor<"int32", 1>;
  validation: Tensor<"int32", 1>;
}

/**
 * The rows 0 to n - 1 in a random order, cut in two: the first `n - validationSize` to train on, the
 * rest to validate with. Equal seeds give equal parts.
 *
 * @param n rows, at least 2
 * @param options.validationSize rows of the second part, a whole number from 1 to n - 1; default a
 *   fifth of n, rounded down
 * @param options.seed 0 to 2**32 - 1; default 42
 * @throws RangeError where either part would be empty, or for a wrong seed.
 *
 * @example
 * ```ts
 * const { train, validation } = trainValidationSplit(10, { validationSize: 3 });
 * train.toArray(); // => [8, 1, 5, 0, 7, 2, 9]
 * validation.toArray(); // => [4, 3, 6]
 * ```
 *
 * Python twin: `np.random.seed(seed); rows = np.random.permutation(n)`, then `rows[:n - validation_size]`
 * and `rows[n - validation_size:]`. (Keras's `validation_split` takes the last rows unshuffled.)
 */
export function trainValidationSplit(
  n: number,
  options: { validationSize?: number; seed?: number } = {},
): TrainValidationSplit {
  checkArgumentCount("trainValidationSplit", arguments, 2);
  checkOptions("trainValidationSplit", options, ["validationSize", "seed"]);
  checkWhole("trainValidationSplit", "n", n, 2, { most: 2 ** 31 - 1 });
  const { validationSize = Math.floor(n / 5), seed = 42 } = options;
  checkType("trainValidationSplit", "validationSize", validationSize, "number");
  checkWhole("trainValidationSplit", "seed", seed, 0, { most: 2 ** 32 - 1 });
  if (!Number.isInteger(validationSize) || validationSize < 1 || validationSize >= n) {
    throw new RangeError(
      `trainValidationSplit: expected a validationSize from 1 to ${n - 1}, a whole number of the ` +
        `${n} rows, got ${validationSize}. Give { validationSize } in rows.`,
    );
  }
  const rows = new RandomStream(seed).permutation(n);
  const cut = n - validationSize;
  // Copies, so that each part's data is its rows and nothing else.
  return { train: rows.slice([0, cut]).copy(), validation: rows.slice([cut]).copy() };
}
