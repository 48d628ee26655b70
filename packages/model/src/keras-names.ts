/** What to write here for an option that Keras has under another name, in another place, or alone. */

/** A name as it is compared: `batch_size` and `batchSize` are one. */
const plain = (name: string): string => name.replaceAll("_", "").toLowerCase();

/** What to write for a part of the data that is to be validation data. */
export const splitYourself =
  "Split the data, with trainTestSplit or slice, and give the validation part as xVal and yVal";
const ofTheNetwork = (name: string): string =>
  `Give ${name} to the network: new RecurrentNetwork({ ${name} })`;

/** By plain name, for the options of `fit`. */
export const fitHints: Readonly<Record<string, string>> = {
  validationsplit: splitYourself,
  validationdata: "Give validation sequences as xVal and their labels as yVal",
  validationbatchsize: ofTheNetwork("batchSize"),
  validationsteps: "Give fewer sequences as xVal and yVal",
  validationfreq:
    "Validation data is scored after each epoch; give fewer sequences as xVal and yVal",
  batchsize: ofTheNetwork("batchSize"),
  learningrate: ofTheNetwork("learningRate"),
  lr: ofTheNetwork("learningRate"),
  bpttsteps: ofTheNetwork("bpttSteps"),
  optimizer: "The network is trained by gradient descent; set its step with learningRate",
  loss: "The loss is binary cross-entropy, always",
  metrics: "fit returns losses and accuracies; score gives the accuracy of other data",
  verbose: "Nothing is printed; print from onBatchEnd or onEpochEnd of fit",
  callbacks: "Use onBatchEnd, onEpochEnd and onCheckpoint",
  shuffle: "Each epoch visits the sequences in a new order, which seed decides",
  initialepoch: "To continue an earlier run, give its checkpoint as resume",
  stepsperepoch: "An epoch visits all sequences; give fewer as x and y",
  classweight: "All sequences weigh the same; repeat those of the rarer class",
  sampleweight: "All sequences weigh the same; repeat those that shall weigh more",
  x: "It is the first argument: fit(x, y)",
  y: "It is the second argument: fit(x, y)",
  randomstate: "The seed of the order of batches is seed",
  earlystopping: "Abort with signal, an AbortSignal, from onEpochEnd",
};

const cellsHint = "The number of cells is nCells";

/** By plain name, for the options of `RecurrentNetwork`. */
export const networkHints: Readonly<Record<string, string>> = {
  units: cellsHint,
  hiddensize: cellsHint,
  hiddenunits: cellsHint,
  cells: cellsHint,
  lr: "The step of gradient descent is learningRate",
  eta: "The step of gradient descent is learningRate",
  epochs: "Give epochs to fit: fit(x, y, { epochs })",
  optimizer: "The network is trained by gradient descent; set its step with learningRate",
  loss: "The loss is binary cross-entropy, always",
  metrics: "fit returns losses and accuracies; score gives the accuracy of other data",
  activation: "The cells are tanh cells and the output is a sigmoid",
  inputshape: "The shape of the input is known from x at the first fit",
  inputdim: "The shape of the input is known from x at the first fit",
  verbose: "Nothing is printed; print from onBatchEnd or onEpochEnd of fit",
  randomstate: "The seed of the initial weights is seed",
  validationsplit: splitYourself,
};

/** Throws a TypeError for the first unknown option that a hint fits; others are left to `checkOptions`. */
export function checkForKerasNames(
  caller: string,
  options: object,
  known: readonly string[],
  hints: Readonly<Record<string, string>>,
): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name) || !Object.hasOwn(hints, plain(name))) continue;
    throw new TypeError(
      `${caller}: expected the options ${known.join(", ")}, got ${name}. ${hints[plain(name)]}.`,
    );
  }
}
