import { RecurrentNetwork } from "@rnn/model";
import { orthogonal, RandomState } from "@rnn/tensor";
import { TextClassifier, type TextClassifierOptions } from "../src/index.ts";

/** Id 1 stands for no word, as a start mark does. */
export const smallVocabulary = [null, null, "good", "bad", "film", "don't", "été"];

/**
 * A network of random weights, as wide as `depth`. Recurrent weights are orthogonal, as networks start:
 * uniform ones would make roundings grow from step to step, in float32 to 1e-5 after 100.
 */
export function randomNetwork(depth: number, nCells = 5, seed = 1): RecurrentNetwork {
  const random = new RandomState(seed);
  const network = new RecurrentNetwork({ nCells });
  network.setWeights({
    w1h: orthogonal([nCells, nCells], random),
    w1x: random.uniform(-1, 1, [depth, nCells]),
    b1: random.uniform(-0.1, 0.1, [nCells]),
    w2: random.uniform(-2, 2, [nCells, 1]),
    b2: random.uniform(-0.1, 0.1, [1]),
  });
  return network;
}

/** A classifier of a few words; options replace its own. */
export function smallClassifier(options: Partial<TextClassifierOptions> = {}): TextClassifier {
  const network = randomNetwork(smallVocabulary.length);
  return new TextClassifier({ network, vocabulary: smallVocabulary, maxlen: 6, ...options });
}
