import { createHash, type Hash } from "node:crypto";
import type { DataSource } from "@rnn/imdb-data";
import type { OneHotTensor, Tensor } from "@rnn/tensor";
import type { TextClassifierOptions } from "@rnn/text-classifier";

/** Texts of the user's own. */
export interface TextSource {
  readonly kind: "texts";
  readonly path: string;
  /** Of further files and folders; undefined where there are none. */
  readonly morePaths?: readonly string[];
}

/** What a run learns from, and all that it reports of it. */
export interface Task {
  readonly data: PreparedData;
  /** How the network's input is made from text; undefined where the words of the ids are not known. */
  readonly reading: Reading | undefined;
  readonly source: DataSource | TextSource;
  /** What the data is, in a line. */
  readonly description: string;
  readonly classNames: readonly [string, string];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** What is printed before the training. */
  readonly introduction: string;
  /** The texts that the run is scored with, by row, where they are known as they were written. */
  readonly texts: readonly string[] | undefined;
}

/** Texts as a network is given them, in the parts that it learns from and is scored with. */
export interface PreparedData {
  readonly xTrain: OneHotTensor;
  readonly yTrain: Tensor;
  readonly xVal: OneHotTensor;
  readonly yVal: Tensor;
  /** Undefined where the data has no such part. */
  readonly xTest?: OneHotTensor;
  readonly yTest?: Tensor;
}

/** All of a text classifier but its network. */
export type Reading = Omit<TextClassifierOptions, "network" | "about">;

/** The part that a finished run is scored with: the test part where there is one. */
export function chooseScoredPart({ xVal, yVal, xTest, yTest }: PreparedData): {
  readonly of: "test" | "validation";
  readonly x: OneHotTensor;
  readonly y: Tensor;
} {
  return xTest && yTest
    ? { of: "test", x: xTest, y: yTest }
    : { of: "validation", x: xVal, y: yVal };
}

/** The SHA-256 of all that training and scores depend on, in hexadecimal. */
export function fingerprintOf({ xTrain, yTrain, xVal, yVal, xTest, yTest }: PreparedData): string {
  const hash = createHash("sha256");
  for (const x of [xTrain, xVal, xTest]) if (x) hashTensor(hash, x.indices, x.shape);
  for (const y of [yTrain, yVal, yTest]) if (y) hashTensor(hash, y.astype("int32"), y.shape);
  return hash.digest("hex");
}

function hashTensor(hash: Hash, ids: Tensor<"int32">, shape: readonly number[]): void {
  const { data } = ids.contiguous();
  hash.update(`${shape.join(" x ")}\n`);
  hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

/**
 * How many texts are kept for validation: a count as given, or a share below 1.
 * @throws RangeError where none would be left to train on
 */
export function countValidation(size: number, texts: number): number {
  const count = size < 1 ? Math.max(1, Math.round(size * texts)) : size;
  if (count < texts) return count;
  const got = size < 1 ? `${size}, which is ${count} of them` : `${size}`;
  const advice = size < 1 ? "Give a smaller share." : "Give a smaller count, or a share below 1.";
  throw new RangeError(
    `--validation-size: expected fewer than the ${texts} texts there are, got ${got}. ${advice}`,
  );
}
