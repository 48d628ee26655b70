import { checkOptions } from "@rnn/tensor/checks";
import { TextClassifier } from "../text-classifier.ts";
import type {
  NgramTextClassifierOptions,
  TextClassifierOptions,
} from "../text-classifier-options.ts";
import { type Decision, decisionNames } from "./decision.ts";

/**
 * The same classifier with other temperatures, another threshold or another bound of rejection. What is not given
 * stays as it is; `undefined` takes it away. Its parts are shared, not copied.
 *
 * @throws RangeError, TypeError for values outside their rules, as `new TextClassifier`
 *
 * @example
 * ```ts
 * const network = new RecurrentNetwork({ nCells: 1 });
 * network.setWeights({ w1h: [[0.5]], w1x: [[0], [1]], b1: [0], w2: [[1]], b2: [0] });
 * const classifier = new TextClassifier({ network, vocabulary: [null, "great"], maxlen: 9 });
 * classifier.classify("great"); // => { className: "1", label: 1, probability: 0.682, wordCount: 1, readCount: 1 }
 * changeDecision(classifier, { rejectBelow: 0.9 }).classify("great").rejected; // => true
 * changeDecision(classifier, { temperatures: { rnn: 2 } }).probability("great"); // => 0.594
 * ```
 */
export function changeDecision(classifier: TextClassifier, decision: Decision): TextClassifier {
  checkOptions("changeDecision", decision, decisionNames);
  const { model, ngrams, vocabulary, maxlen, textFormat, tokens, lowercase } = classifier;
  const { classNames, about, temperatures, threshold, rejectBelow } = classifier;
  const reading = { textFormat, tokens, lowercase, classNames, about };
  const common = { ...reading, temperatures, threshold, rejectBelow, ...decision };
  const parts: TextClassifierOptions | NgramTextClassifierOptions =
    model === "ngrams" && ngrams !== undefined
      ? { ...common, ngrams }
      : { ...common, network: classifier.network, ngrams, vocabulary, maxlen };
  return new TextClassifier(parts);
}
