import { adam, dense, embedding, lstm, RecurrentNetwork, Sequential, simpleRnn } from "@rnn/model";
import type { TextNetwork } from "@rnn/text-classifier";
import type { TrainingOptions } from "../options/training-options.ts";
import { engineOf } from "./engine-of.ts";

/** How many numbers stand for a word in chapters 09-3 and 09-4. */
export const embeddingWidth = 32;

/** The network of the chapter, untrained; own texts are given the first one's. */
export function createNetwork(
  options: TrainingOptions,
  onWarning: (message: string) => void,
): TextNetwork {
  const { chapter, nCells, numWords, batchSize, learningRate, seed } = options;
  const engine = engineOf(options);
  if (chapter === undefined) {
    const { bpttSteps, recurrentGradient } = options;
    const settings = {
      nCells,
      batchSize,
      learningRate,
      bpttSteps,
      recurrentGradient,
      seed,
      engine,
    };
    return new RecurrentNetwork({ ...settings, onWarning });
  }
  const cells = chapter === "09-4" ? lstm(nCells) : simpleRnn(nCells);
  const layers = [embedding(numWords, embeddingWidth), cells, dense(1)];
  const optimizer = adam({ learningRate });
  return new Sequential(layers, { optimizer, batchSize, seed, engine, onWarning });
}
