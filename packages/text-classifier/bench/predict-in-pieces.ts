import { Tensor } from "@rnn/tensor";
import type { ClassifierModel, TextClassifier } from "../src/index.ts";

const piece = 1000;

/** The probabilities of many texts, in the memory of a thousand. */
export function predictInPieces(
  classifier: TextClassifier,
  texts: readonly string[],
  model: ClassifierModel,
): Tensor<"float64"> {
  const columns = classifier.classNames.length === 2 ? 1 : classifier.classNames.length;
  const data = new Float64Array(texts.length * columns);
  for (let start = 0; start < texts.length; start += piece) {
    const some = classifier.probabilities(texts.slice(start, start + piece), { model });
    data.set(some.contiguous().data, start * columns);
  }
  return new Tensor(data, "float64", columns === 1 ? [texts.length] : [texts.length, columns]);
}
