import { Tensor } from "@rnn/tensor";
import { sigmoid } from "../layers/sigmoid.ts";
import { binaryCrossEntropyFromLogits } from "./binary-cross-entropy-from-logits.ts";
import {
  categoricalCrossEntropyFromLogits,
  indexOfLargest,
  softmax,
} from "./categorical-cross-entropy-from-logits.ts";
import type { Loss } from "./loss.ts";

/** What logits mean: 1 a row is a sigmoid of two classes, K are a softmax of K. */
export class ClassOutputs {
  /** Logits a row. */
  readonly outputs: number;
  readonly classes: number;

  constructor(outputs: number) {
    this.outputs = outputs;
    this.classes = Math.max(outputs, 2);
  }

  /** The loss, with a weight for each class. */
  loss(classWeight?: readonly number[]): Loss {
    return this.outputs === 1
      ? binaryCrossEntropyFromLogits(classWeight)
      : categoricalCrossEntropyFromLogits(this.outputs, classWeight);
  }

  /** The class of each row: int32 `[rows]`. */
  classify(logits: Float64Array): Tensor<"int32", 1> {
    const { outputs } = this;
    const rows = logits.length / outputs;
    const classes = Int32Array.from({ length: rows }, (_, n) =>
      outputs === 1 ? Number(logits[n] > 0) : indexOfLargest(rowOf(logits, n, outputs)),
    );
    return new Tensor(classes, "int32", [rows]);
  }

  /** The probabilities of rows in a shape: of class 1, or in one more axis of each of K classes. */
  probabilities(logits: Float64Array, shape: readonly [number]): Tensor<"float64", 1 | 2>;
  probabilities(logits: Float64Array, shape: readonly [number, number]): Tensor<"float64", 2 | 3>;
  probabilities(logits: Float64Array, shape: readonly number[]): Tensor<"float64"> {
    const { outputs } = this;
    if (outputs === 1) return new Tensor(logits.map(sigmoid), "float64", shape);
    const probabilities = logits.slice();
    for (let n = 0; n < logits.length / outputs; n++) softmax(rowOf(probabilities, n, outputs));
    return new Tensor(probabilities, "float64", [...shape, outputs]);
  }
}

function rowOf(values: Float64Array, row: number, width: number): Float64Array {
  return values.subarray(row * width, (row + 1) * width);
}
