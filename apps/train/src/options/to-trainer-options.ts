import { availableParallelism } from "node:os";
import type { TrainTextClassifierOptions } from "@rnn/text-classifier";
import { countValidation } from "../data/task.ts";
import type { ClassifierOptions } from "./classifier-options.ts";

/** More threads than this share too little work each. */
const mostThreads = 4;

/** The options of `trainTextClassifier`, without those that were not given. */
export function toTrainerOptions(
  options: ClassifierOptions,
  texts: number,
): TrainTextClassifierOptions {
  const { embedding, validationSize, engine, threads, model, seed } = options;
  const { tokens, cell, units, embeddingDropout, dropout, batchSize, learningRate } = options;
  const { epochs, patience, classWeight, numWords, maxlen } = options;
  const { calibration, minPrecision, minRecall, rejectBelow } = options;
  const given = {
    tokens,
    cell,
    units,
    outputDim: embedding,
    embeddingDropout,
    dropout,
    batchSize,
    learningRate,
    epochs,
    patience,
    classWeight,
    calibrate: calibration === undefined ? undefined : calibration === "temperature",
    minPrecision,
    minRecall,
    rejectBelow,
    numWords,
    maxlen,
    validationSize: validationSize && countValidation(validationSize, texts),
  };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    model,
    seed,
    // Threads change the time alone, never a bit.
    engine:
      engine === "wasm"
        ? { kind: "wasm", threads: threads ?? Math.min(mostThreads, availableParallelism()) }
        : engine,
  };
}
