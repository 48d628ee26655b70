/** What to write for an option of `Sequential` that Keras has under another name or in another place. */
import { fitHints, splitYourself } from "./keras-names.ts";

const ofTheSequential = (name: string): string =>
  `Give ${name} to the network: new Sequential(layers, { ${name} })`;
const ofTheOptimizer =
  "Give it to the optimizer: new Sequential(layers, { optimizer: adam({ learningRate }) })";
const lossOfTheLast =
  "The last layer decides the loss: dense(1) has binary, dense(K) categorical cross-entropy of K classes";

/** By plain name, for the options of `fit` of a `Sequential`. */
export const sequentialFitHints: Readonly<Record<string, string>> = {
  ...fitHints,
  validationbatchsize: ofTheSequential("batchSize"),
  batchsize: ofTheSequential("batchSize"),
  learningrate: ofTheOptimizer,
  lr: ofTheOptimizer,
  bpttsteps: "Give bpttSteps to the recurrent layer: lstm(8, { bpttSteps })",
  optimizer: ofTheSequential("optimizer"),
  loss: lossOfTheLast,
  callbacks: "Use onBatchEnd, onEpochEnd, onCheckpoint and earlyStopping",
  classweight: "Write it in camelCase: classWeight: { 0: 1, 1: 2 }",
  sampleweight: "Write it in camelCase: sampleWeight: [1, 0.5, ...], one for each sequence",
  earlystopping: "Write it in camelCase: earlyStopping: { patience: 3 }",
  patience: "Give it as earlyStopping: { patience }",
};

/** By plain name, for the options of `Sequential`. */
export const sequentialHints: Readonly<Record<string, string>> = {
  learningrate: ofTheOptimizer,
  lr: ofTheOptimizer,
  epochs: "Give epochs to fit: fit(x, y, { epochs })",
  loss: lossOfTheLast,
  metrics: "fit returns losses and accuracies; score gives the accuracy of other data",
  inputshape: "The shape of the input is known from x at the first fit",
  inputdim: "Give it to the first layer: embedding(inputDim, outputDim)",
  layers: "The layers are the first argument: new Sequential(layers, options)",
  name: "Networks have no names",
  verbose: "Nothing is printed; print from onBatchEnd or onEpochEnd of fit",
  randomstate: "The seed of the initial weights is seed",
  validationsplit: splitYourself,
};
