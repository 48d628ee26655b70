import { chooseMaxlen } from "./choose-maxlen.ts";
import { type EarlierClassifier, keepSettings } from "./earlier-classifier.ts";
import {
  choosePatience,
  chooseUnits,
  type NetworkSettings,
  networkDefaults,
} from "./network-settings.ts";
import type { PreparedTraining } from "./prepare-training.ts";
import type { TrainTextClassifierOptions } from "./training-options.ts";

/** The options of the network, what they leave open decided by the texts. */
export function resolveNetwork(
  { table, trainRows }: PreparedTraining,
  options: TrainTextClassifierOptions,
  earlier?: EarlierClassifier,
): NetworkSettings {
  const { rowOffsets } = table;
  const ofTrain = trainRows.map((row) => rowOffsets[row + 1] - rowOffsets[row]);
  const { maxlen = chooseMaxlen(ofTrain), batchSize = networkDefaults.batchSize } = options;
  const tokens = ofTrain.reduce((sum, length) => sum + Math.min(length, maxlen), 0);
  const { units = chooseUnits(tokens), seed = 42, engine = "wasm", onWarning } = options;
  const { resume } = options;
  const averages = resume === undefined || resume.run.options.optimizer.useEma === true;
  const settings: NetworkSettings = {
    cell: options.cell ?? networkDefaults.cell,
    units,
    outputDim: options.outputDim ?? units,
    maxlen,
    embeddingDropout: options.embeddingDropout ?? networkDefaults.embeddingDropout,
    dropout: options.dropout ?? networkDefaults.dropout,
    batchSize,
    learningRate: options.learningRate ?? networkDefaults.learningRate,
    epochs: options.epochs ?? networkDefaults.epochs,
    patience: options.patience ?? choosePatience(trainRows.length, batchSize),
    ...(averages && { averages }),
    numWords: options.numWords ?? networkDefaults.numWords,
    minCount: 2,
    seed,
    engine,
    onWarning,
  };
  return earlier ? keepSettings(settings, earlier, options) : settings;
}
