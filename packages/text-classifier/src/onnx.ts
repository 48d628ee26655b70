/**
 * Classifiers as ONNX files. This is an entry of its own, so that who writes no ONNX does not load the
 * protocol buffers.
 */
import { RecurrentNetwork, Sequential } from "@rnn/model";
import { encodeOnnx as encodeNetworkOnnx } from "@rnn/model/onnx";
import { describeValue } from "@rnn/tensor/checks";
import { foldTemperature } from "./decision/fold-temperature.ts";
import { TextClassifier } from "./text-classifier.ts";

const producerName = "@rnn/text-classifier";

/**
 * The model as an ONNX file, which ONNX Runtime and others run. It takes `ids`, int32 `[N, T]`, any number
 * of rows of word ids padded in front with 0, and gives `probability`, float32 `[N, 1]`, that of the second
 * class; of K classes `probabilities`, `[N, K]`. T is `maxlen` for a classifier; a network alone takes any
 * T. Of networks alone see `encodeOnnx` of `@rnn/model/onnx`. Equal models give equal bytes.
 *
 * A classifier's text options are in the file's metadata: `vocabulary` and `class_names` as JSON lists,
 * `maxlen`, and `lowercase` or, under text format 2, `text_format` and `tokens`. Cutting text into ids is left to the program that runs the file.
 * Of a network that is calibrated the probabilities are so, `applied_temperature` saying by what. `threshold` and
 * `reject_below` are in the metadata where the classifier has them, for that program to follow: of two classes a text is
 * of the second one where its probability is above the threshold, and one whose class has a probability below the other
 * is rejected.
 *
 * Of a classifier with n-grams it is the network alone, whose probabilities are those of `{ model: "rnn" }`.
 *
 * Weights are rounded to float32, in which the graph computes. Probabilities agree with `predictProba`
 * within 1e-6 over 100 steps of 32 cells, unless the network's own weights make roundings grow.
 *
 * @throws TypeError for what is neither a classifier nor a network, Error for a network without weights.
 *
 * @example
 * ```ts
 * const network = new RecurrentNetwork({ nCells: 1 });
 * network.setWeights({ w1h: [[1]], w1x: [[0], [2]], b1: [0], w2: [[3]], b2: [0] });
 * const classifier = new TextClassifier({ network, vocabulary: [null, "great"], maxlen: 100 });
 * encodeOnnx(classifier).length; // => 616
 * ```
 *
 * Python twin: none; `onnxruntime.InferenceSession(bytes).run(None, {"ids": ids})` runs it.
 */
export function encodeOnnx(
  model: TextClassifier | RecurrentNetwork | Sequential,
): Uint8Array<ArrayBuffer> {
  if (model instanceof TextClassifier) {
    const { network, maxlen: steps, temperatures } = model;
    const temperature = temperatures?.rnn;
    const calibrated = temperature === undefined ? network : foldTemperature(network, temperature);
    return encodeNetworkOnnx(calibrated, { steps, metadata: metadataOf(model), producerName });
  }
  if (model instanceof RecurrentNetwork || model instanceof Sequential) {
    return encodeNetworkOnnx(model, { producerName });
  }
  throw new TypeError(
    `encodeOnnx: expected a Sequential, a TextClassifier or a RecurrentNetwork, got ${describeValue(model)}.`,
  );
}

function metadataOf(classifier: TextClassifier): Record<string, string> {
  const { textFormat, vocabulary, maxlen, tokens, lowercase, classNames } = classifier;
  const { temperatures, threshold, rejectBelow } = classifier;
  return {
    vocabulary: JSON.stringify(vocabulary),
    maxlen: String(maxlen),
    ...(textFormat.version === 1
      ? { lowercase }
      : { text_format: String(textFormat.version), tokens }),
    class_names: JSON.stringify(classNames),
    ...asStrings({
      applied_temperature: temperatures?.rnn,
      threshold,
      reject_below: rejectBelow,
    }),
  };
}

/** Those numbers that there are. */
function asStrings(numbers: Readonly<Record<string, number | undefined>>): Record<string, string> {
  const given = Object.entries(numbers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
