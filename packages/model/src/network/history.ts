/** What `onBatchEnd` is given. */
export interface BatchEnd {
  /** Counted from 1. */
  readonly epoch: number;
  /** Counted from 1. */
  readonly batch: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /** Mean loss of the batch, before its update. */
  readonly loss: number;
  /** Sequences of this epoch trained so far, this batch among them. */
  readonly samples: number;
}

/** What `onEpochEnd` is given. */
export interface EpochEnd {
  /** Counted from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mean of the batch losses, each taken before its update. */
  readonly loss: number;
  /** Loss over all validation sequences after the epoch; undefined without validation data. */
  readonly valLoss: number | undefined;
  /** Share of validation sequences classified right; undefined without validation data. */
  readonly valAccuracy: number | undefined;
  /** Time of the epoch's training, without validation. */
  readonly trainingMs: number;
  readonly validationMs: number;
}

/** What one `fit` gave, an entry an epoch. */
export interface History {
  readonly losses: number[];
  /** Empty without validation data. */
  readonly valLosses: number[];
  readonly valAccuracies: number[];
  readonly trainingMs: number[];
}

/** A history of no epochs. */
export const emptyHistory = (): History => ({
  losses: [],
  valLosses: [],
  valAccuracies: [],
  trainingMs: [],
});

/** A history that later epochs leave as it is. */
export function copyHistory({ losses, valLosses, valAccuracies, trainingMs }: History): History {
  return {
    losses: [...losses],
    valLosses: [...valLosses],
    valAccuracies: [...valAccuracies],
    trainingMs: [...trainingMs],
  };
}

/** Adds an epoch. */
export function recordEpoch(
  history: History,
  { loss, valLoss, valAccuracy, trainingMs }: EpochEnd,
): void {
  history.losses.push(loss);
  history.trainingMs.push(trainingMs);
  if (valLoss !== undefined) history.valLosses.push(valLoss);
  if (valAccuracy !== undefined) history.valAccuracies.push(valAccuracy);
}
