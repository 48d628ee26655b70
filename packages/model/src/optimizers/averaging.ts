import { checkNumber, checkType } from "@rnn/tensor/checks";

/** Whether weights are averaged over the steps of training. */
export interface Averaging {
  /** Whether the weights that are validated and that `fit` leaves are averages; default false. */
  readonly useEma?: boolean;
  /** How much of an average stays at a step at most, from 0 to below 1; default 0.99. */
  readonly emaMomentum?: number;
}

/** The names of the options. */
export const averagingNames = ["useEma", "emaMomentum"] as const;

/** The name of the averages among what an optimizer remembers. */
export const averageSlot = "average";

/**
 * The options, where averages are asked for.
 * @throws RangeError, TypeError for a momentum outside its range, or without averages
 */
export function checkAveraging(caller: string, options: Averaging): Averaging {
  const { useEma = false, emaMomentum } = options;
  checkType(caller, "useEma", useEma, "boolean");
  if (emaMomentum !== undefined) {
    checkNumber(caller, "emaMomentum", emaMomentum, 0);
    if (!(emaMomentum < 1)) {
      throw new RangeError(
        `${caller}: expected emaMomentum to be a number from 0 to below 1, got ${emaMomentum}.`,
      );
    }
    if (!useEma) {
      throw new RangeError(
        `${caller}: expected emaMomentum beside useEma: true, got it alone. Give both or neither.`,
      );
    }
  }
  return useEma ? { useEma, emaMomentum: emaMomentum ?? 0.99 } : {};
}

/**
 * What step k adds of the weights to their averages, a += r (w - a):
 *
 *   r = max(1 - m, 9 / (k + 8))
 *
 * so that the first steps, from weights that know nothing yet, are soon forgotten: the average is over the last ninth
 * of the steps, until that is 1 / (1 - m) of them.
 *
 * @param iteration k, counted from 1
 */
export function averagingRate({ emaMomentum = 0 }: Averaging, iteration: number): number {
  return Math.max(1 - emaMomentum, 9 / (iteration + 8));
}
