import { RecurrentNetwork, Sequential } from "@rnn/model";
import { TextClassifier } from "@rnn/text-classifier";
import { encodeOnnx } from "@rnn/text-classifier/onnx";

/** The ONNX file of a classifier's file, as the page writes it. */
export function write(model: Uint8Array): Uint8Array {
  return encodeOnnx(TextClassifier.load(model, { networks: [RecurrentNetwork, Sequential] }));
}
