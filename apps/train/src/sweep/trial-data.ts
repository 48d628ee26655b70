/** What trials are trained on, prepared once for all that share it: as a plain value, and as bytes for threads. */
import { PassThrough, Readable } from "node:stream";
import { OneHotTensor, Tensor } from "@rnn/tensor";
import { type PreparedTrainingTexts, prepareTrainingTexts } from "@rnn/text-classifier";
import { fingerprintTexts } from "../data/fingerprint-texts.ts";
import { loadTask, type TaskContext } from "../data/load-task.ts";
import { streamTextData } from "../data/read-text-data.ts";
import { fingerprintOf, type PreparedData, type Reading } from "../data/task.ts";
import type { ClassifierOptions } from "../options/classifier-options.ts";
import type { TrainingOptions } from "../options/training-options.ts";
import { toTrialOptions } from "./to-trial-options.ts";
import { isOfClassifier, type TrialOptions } from "./trial-options.ts";

/** Rows for the networks of the book's chapters. */
export interface NetworkTrialData {
  readonly kind: "network";
  readonly data: PreparedData;
  readonly reading: Reading | undefined;
  readonly description: string;
  readonly fingerprint: string;
}

/** Texts for classifiers. */
export interface ClassifierTrialData {
  readonly kind: "classifier";
  readonly prepared: PreparedTrainingTexts;
  readonly classNames: readonly string[];
  /** How many texts there are to train on and to validate with. */
  readonly texts: number;
  readonly description: string;
  readonly fingerprint: string;
}

/** What trials are trained on. */
export type TrialData = NetworkTrialData | ClassifierTrialData;

/** Reads and prepares what the options name. @throws Error where it cannot be read */
export async function loadTrialData(
  options: TrialOptions,
  context: TaskContext,
): Promise<TrialData> {
  if (isOfClassifier(options)) return loadTexts(options, context);
  return loadRows(options, context);
}

/** The same for a thread: whoever began the study has reported what there is to report. */
export async function loadQuietly(
  options: TrialOptions,
  onProgress: () => void,
): Promise<TrialData> {
  return loadTrialData(options, {
    stdin: Readable.from([]),
    stderr: new PassThrough().resume(),
    steps: { show: onProgress, stop: () => undefined },
    signal: new AbortController().signal,
  });
}

async function loadRows(options: TrainingOptions, context: TaskContext): Promise<NetworkTrialData> {
  const { data, reading, description } = await loadTask(options, context);
  return { kind: "network", data, reading, description, fingerprint: fingerprintOf(data) };
}

async function loadTexts(
  options: ClassifierOptions,
  context: TaskContext,
): Promise<ClassifierTrialData> {
  const { steps, signal } = context;
  const read = await streamTextData(options, context);
  const { train, classNames, description } = read;
  const prepared = await prepareTrainingTexts(
    { texts: train, labels: train.labels, weights: train.weights },
    {
      ...toTrialOptions(options, train.length),
      classNames,
      signal,
      onStep: (step) => steps.show(`${step[0].toUpperCase()}${step.slice(1)}`),
    },
  );
  const texts = train.length;
  const fingerprint = await fingerprintTexts(read);
  return { kind: "classifier", prepared, classNames, texts, description, fingerprint };
}

/** Rows without the classes of tensors, which a copy for threads would lose. */
interface PlainRows {
  readonly indices: Int32Array<ArrayBuffer>;
  readonly shape: readonly number[];
  readonly depth: number;
  readonly labels: Int32Array<ArrayBuffer>;
}

type PlainNetworkData = Omit<NetworkTrialData, "data"> & {
  readonly train: PlainRows;
  readonly val: PlainRows;
  readonly test: PlainRows | undefined;
};

/** What trials are trained on, as a value without classes of its own. */
export function toPlainData(given: TrialData): PlainNetworkData | ClassifierTrialData {
  if (given.kind === "classifier") return given;
  const { data, ...rest } = given;
  const { xTrain, yTrain, xVal, yVal, xTest, yTest } = data;
  return {
    ...rest,
    train: toPlainRows(xTrain, yTrain),
    val: toPlainRows(xVal, yVal),
    test: xTest && yTest && toPlainRows(xTest, yTest),
  };
}

/** What `toPlainData` was given. */
export function fromPlainData(plain: PlainNetworkData | ClassifierTrialData): TrialData {
  if (plain.kind === "classifier") return plain;
  const { train, val, test, ...rest } = plain;
  const [xTrain, yTrain] = fromPlainRows(train);
  const [xVal, yVal] = fromPlainRows(val);
  const [xTest, yTest] = test ? fromPlainRows(test) : [];
  return {
    ...rest,
    data: { xTrain, yTrain, xVal, yVal, ...(xTest && yTest && { xTest, yTest }) },
  };
}

function toPlainRows({ indices, depth }: OneHotTensor, y: Tensor): PlainRows {
  const labels = y.astype("int32").contiguous().data;
  return { indices: indices.contiguous().data, shape: indices.shape, depth, labels };
}

function fromPlainRows({ indices, shape, depth, labels }: PlainRows): [OneHotTensor, Tensor] {
  return [
    new OneHotTensor(new Tensor(indices, "int32", [...shape]), depth),
    new Tensor(labels, "int32", [labels.length]),
  ];
}
