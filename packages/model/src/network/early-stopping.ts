import { checkNumber, checkOptions, checkType, checkWhole } from "@rnn/tensor/checks";

/** When a run ends before its last epoch. */
export interface EarlyStopping {
  /** How many epochs may pass without a better validation loss. */
  readonly patience: number;
  /** By how much a loss must be below the best one to be better; default 0. */
  readonly minDelta?: number;
  /** Whether the run ends with the weights of its best epoch; default true. */
  readonly restoreBestWeights?: boolean;
}

/** @throws RangeError, TypeError unless these are options of early stopping, with data to judge by */
export function checkEarlyStopping(
  caller: string,
  given: EarlyStopping,
  hasValidation: boolean,
): Required<EarlyStopping> {
  checkOptions(`${caller} earlyStopping`, given, ["patience", "minDelta", "restoreBestWeights"]);
  const { patience, minDelta = 0, restoreBestWeights = true } = given;
  checkWhole(caller, "earlyStopping.patience", patience, 0);
  checkNumber(caller, "earlyStopping.minDelta", minDelta, 0);
  checkType(caller, "earlyStopping.restoreBestWeights", restoreBestWeights, "boolean");
  if (!hasValidation) {
    throw new TypeError(
      `${caller}: expected validation data for earlyStopping, got none. Give xVal and yVal.`,
    );
  }
  return { patience, minDelta, restoreBestWeights };
}

/**
 * How a run is doing by its validation losses. As Keras's `EarlyStopping`: a loss is better where it is
 * below the best by more than `minDelta`; a run never ends with its first epoch.
 */
export function judgeEpochs(
  valLosses: readonly number[],
  { patience, minDelta }: Required<EarlyStopping>,
): { readonly bestEpoch: number; readonly ends: boolean } {
  let best = Infinity;
  let bestEpoch = 0;
  let ends = false;
  valLosses.forEach((loss, index) => {
    if (loss < best - minDelta) {
      best = loss;
      bestEpoch = index + 1;
    }
    const waited = index + 1 - bestEpoch;
    ends ||= index > 0 && waited > 0 && waited >= patience;
  });
  return { bestEpoch, ends };
}
