import { Tensor } from "@rnn/tensor";
import { checkOptions } from "@rnn/tensor/checks";
import {
  asWeights,
  chapterPlan,
  checkWeights,
  featuresOf,
  type GivenWeights,
  parameterNames,
  type Weights,
} from "./chapter-plan.ts";
import { chapterBuild } from "./engine/wasm/wasm-engine.ts";
import { binaryCrossEntropy, sigmoid } from "./losses/binary-cross-entropy.ts";
import { type Checkpoint, checkpointOf, runStateOf, shapeOf } from "./network/checkpoint.ts";
import { type CommonFitOptions, checkFitOptions } from "./network/fit-options.ts";
import { copyHistory, type History } from "./network/history.ts";
import {
  checkFloats,
  checkMetadata,
  decodeModel,
  encodeModel,
  type SaveOptions,
} from "./network/model-file.ts";
import { ModelFileError } from "./network/model-file-error.ts";
import { Network } from "./network/network.ts";
import type { GivenParameters } from "./network/parameter-table.ts";
import { runAsOneBatch } from "./network/run-as-one-batch.ts";
import {
  type Labelled,
  type Labels,
  labelsOf,
  type NetworkInput,
  type Sequences,
  sequencesOf,
} from "./network/sequences.ts";
import { sgd } from "./optimizers/sgd.ts";
import { warnOnce } from "./platform/warn-once.ts";
import {
  type RecurrentNetworkOptions,
  type ResolvedOptions,
  resolveOptions,
} from "./recurrent-network-options.ts";

/** What `fit` takes besides the data. */
export interface FitOptions extends CommonFitOptions<Checkpoint> {
  /** Passes over the data; default 100. */
  readonly epochs?: number;
}

/**
 * A recurrent network that classifies sequences in two: one layer of tanh cells, a sigmoid over its last
 * state, binary cross-entropy, truncated backpropagation through time, mini-batch gradient descent.
 *
 *   h[t] = tanh(x[t] w1x + h[t-1] w1h + b1)        z = h[T] w2 + b2        a = sigmoid(z)
 *
 * Weights start from `seed`: w1h orthogonal, w1x and w2 Glorot uniform, biases 0.
 *
 * @throws RangeError for an option outside its range, TypeError for an unknown one.
 *
 * @example
 * ```ts
 * const x = new OneHotTensor(tensor([[0, 1], [1, 0], [1, 1], [0, 0]], { dtype: "int32" }), 2);
 * const y = tensor([1, 0, 1, 0]); // 1 where a sequence ends in token 1
 * const network = new RecurrentNetwork({ nCells: 4, learningRate: 0.5, batchSize: 4 });
 * await network.fit(x, y, { epochs: 50 });
 * network.score(x, y); // => 1
 * ```
 *
 * Python twin: the chapter's `RecurrentNetwork`. It draws new weights, unseeded, at each `fit`;
 * this one draws them from `seed` at the first, and starts from what it has at the next.
 */
export class RecurrentNetwork {
  /** The format of its files, `rnn.format` in their metadata. */
  static readonly fileFormat = "1";
  /** The options, defaults filled in. */
  readonly options: Readonly<ResolvedOptions>;
  /** The loss of each epoch trained so far: the mean of its batch losses, each before its update. */
  readonly losses: number[];
  /** The validation loss after each epoch; empty without validation data. */
  readonly valLosses: number[];
  readonly #network: Network;

  constructor(options: RecurrentNetworkOptions = {}) {
    const resolved = Object.freeze(resolveOptions(options));
    const { learningRate, batchSize, seed, engine, nCells } = resolved;
    this.options = resolved;
    this.#network = new Network({
      planFor: (features) => chapterPlan(resolved, features),
      optimizer: sgd({ learningRate }),
      loss: binaryCrossEntropy,
      batchSize,
      seed,
      engine,
      wasmBuild: chapterBuild,
      onWarning: options.onWarning ?? warnOnce,
      name: "RecurrentNetwork",
      size: `nCells ${nCells}`,
    });
    this.losses = this.#network.losses;
    this.valLosses = this.#network.valLosses;
  }

  /**
   * The parameters: w1h `[cells, cells]`, w1x `[features, cells]`, b1 `[cells]`, w2 `[cells, 1]`,
   * b2 `[1]`. Later training replaces these tensors and leaves the ones you hold as they are.
   * @throws Error before the first `fit`, `setWeights` or `load`.
   */
  get weights(): Weights {
    const weights = this.#knownWeights;
    this.#network.handOut();
    return weights;
  }

  get #knownWeights(): Weights {
    const { parameters } = this.#network;
    if (parameters === undefined) {
      throw new Error(
        "weights: expected a network with weights. Call fit, setWeights or load first.",
      );
    }
    return asWeights(parameters);
  }

  /**
   * What the last call of `fit` gave so far, an entry an epoch: also after it failed or was aborted. A copy.
   */
  get history(): History {
    return copyHistory(this.#network.history);
  }

  /**
   * Takes copies of the given parameters; `fit` then starts from them.
   * @throws RangeError or TypeError where one is missing or has another shape.
   */
  setWeights(weights: GivenWeights): void {
    this.#takeWeights(weights);
  }

  #takeWeights(given: GivenParameters): void {
    if (this.#network.isTraining) {
      throw new Error("setWeights: expected a network that is not being trained.");
    }
    const weights = checkWeights("setWeights", given, this.options);
    this.#network.setParameters(featuresOf(weights), weights);
  }

  /**
   * Trains on `x` and `y`. Each epoch visits all sequences in a new order, that of
   * `numpy.random.permutation` under `seed`; the loss of a batch is taken before its update; the
   * validation loss after each epoch.
   *
   * Yields to the event loop every 40 ms, in training and in validation. One call at a time. When it
   * rejects, the network keeps what it had learned: until the last batch if it was aborted, else until the last whole epoch.
   *
   * @param x one-hot or dense sequences, `[N, T, D]`
   * @param y labels 0 or 1, `[N]` or `[N, 1]`
   * @returns losses, validation losses and accuracies of this call, an entry an epoch
   * @throws RangeError, TypeError for wrong data; NotFiniteError where the loss is NaN or infinite.
   */
  async fit(x: NetworkInput, y: Labels, options: FitOptions = {}): Promise<History> {
    checkFitOptions(options);
    const { epochs = 100, seed = 42, checkpointEveryMs = 60_000, resume, onCheckpoint } = options;
    const { xVal, yVal, onBatchEnd, onEpochEnd, signal } = options;
    const known = resume ? featuresOf(resume.weights) : this.#network.features;
    const training = this.#labelled("fit", x, y, known);
    const { count, features } = training.sequences;
    if (count === 0) throw new RangeError("fit: expected at least one sequence, got none.");
    const validation = xVal && yVal && this.#labelled("fit", xVal, yVal, features);
    if (validation?.sequences.count === 0) {
      throw new RangeError("fit: expected at least one validation sequence, got none.");
    }
    if (this.#network.isTraining) {
      throw new Error("fit: expected one call at a time. Await the one before it.");
    }
    const data = shapeOf(training.sequences);
    const history = await this.#network.fit(training, validation, {
      loss: undefined,
      earlyStopping: undefined,
      epochs,
      seed,
      onBatchEnd,
      onEpochEnd,
      signal,
      onRunState:
        onCheckpoint && ((state) => onCheckpoint(checkpointOf(state, this.options, data))),
      runStateEveryMs: checkpointEveryMs,
      resume: resume && runStateOf(resume, this.options, data),
    });
    return history;
  }

  /** The class of each sequence, 1 where its logit is above 0: uint8 `[N]`. (The chapter gives `[N, 1]`.) */
  predict(x: NetworkInput): Tensor<"uint8", 1> {
    const logits = this.#logits("predict", x);
    return new Tensor(
      Uint8Array.from(logits, (z) => Number(z > 0)),
      "uint8",
      [logits.length],
    );
  }

  /** The probability of class 1 of each sequence: float64 `[N]`. */
  predictProba(x: NetworkInput): Tensor<"float64", 1> {
    const logits = this.#logits("predictProba", x);
    return new Tensor(logits.map(sigmoid), "float64", [logits.length]);
  }

  /**
   * The probability of class 1 after each time step, as if the sequences ended there: float64 `[N, T]`.
   * The last column is `predictProba(x)`, to the bit. Takes one forward pass.
   *
   * @example
   * ```ts
   * const network = new RecurrentNetwork({ nCells: 1 });
   * network.setWeights({ w1h: [[1]], w1x: [[0], [2]], b1: [0], w2: [[1]], b2: [0] });
   * const x = new OneHotTensor(tensor([[0, 1, 0]], { dtype: "int32" }), 2);
   * network.predictProbaPerStep(x).toArray(); // => [[0.5, 0.724, 0.678]]
   * ```
   */
  predictProbaPerStep(x: NetworkInput): Tensor<"float64", 2> {
    const sequences = this.#sequences("predictProbaPerStep", x);
    const { count, steps } = sequences;
    const logits = new Float64Array(count * steps);
    this.#network.withSession((session) => {
      const data = session.load(sequences);
      for (let start = 0; start < count; ) start = session.logitsPerStep(data, start, logits);
    });
    return new Tensor(logits.map(sigmoid), "float64", [count, steps]);
  }

  /** The share of sequences that `predict` classifies as `y` says. */
  score(x: NetworkInput, y: Labels): number {
    const logits = this.#logits("score", x);
    const labels = labelsOf("score", y, logits.length);
    if (labels.length === 0)
      throw new RangeError("score: expected at least one sequence, got none.");
    return binaryCrossEntropy.accuracy(logits, labels);
  }

  /**
   * The mean loss over all of `x` and its gradient by each parameter, without changing anything; for
   * gradient checks. With `bpttSteps` below the sequences' length the gradient is the truncated one.
   */
  lossAndGradients(x: NetworkInput, y: Labels): { loss: number; gradients: Weights } {
    const features = featuresOf(this.#knownWeights);
    const { sequences, labels } = this.#labelled("lossAndGradients", x, y, features);
    const { count } = sequences;
    return this.#network.withSession((session) => {
      const labelled = { sequences, labels };
      const { loss, errors } = runAsOneBatch(session, labelled, binaryCrossEntropy, 1);
      session.backward(errors);
      return { loss, gradients: asWeights(session.gradients()) };
    }, count);
  }

  /**
   * The network as a safetensors file: weights, options and losses. Equal networks give equal bytes.
   *
   * @param options.metadata further strings to keep in the file, for programs that read safetensors;
   *   `load` passes over them
   * @throws RangeError for metadata under names that begin with `rnn.`, TypeError for what is not a string.
   */
  save(options: SaveOptions = {}): Uint8Array<ArrayBuffer> {
    checkOptions("save", options, ["metadata"]);
    const { metadata = {} } = options;
    checkMetadata("save", metadata);
    const { losses, valLosses, weights } = this;
    return encodeModel({
      format: "1",
      parameters: weights,
      optimizerState: {},
      bestParameters: {},
      config: { ...this.options },
      losses,
      valLosses,
      metadata,
    });
  }

  /**
   * The network that `save` wrote: it predicts the same, and `fit` starts from its weights.
   * @throws ModelFileError for other bytes, and for a file in which any has changed.
   *
   * @example
   * ```ts
   * const network = new RecurrentNetwork({ nCells: 2 });
   * network.setWeights({ w1h: eye(2), w1x: ones([3, 2]), b1: zeros(2), w2: ones([2, 1]), b2: zeros(1) });
   * RecurrentNetwork.load(network.save()).weights.w1x.shape; // => [3, 2]
   * ```
   */
  static load(bytes: Uint8Array | ArrayBuffer): RecurrentNetwork {
    const { parameters, config, losses, valLosses } = decodeModel(bytes);
    checkFloats(parameters, parameterNames);
    try {
      const network = new RecurrentNetwork(config);
      network.#takeWeights(parameters);
      network.#network.setLosses(losses, valLosses);
      return network;
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new ModelFileError(
        "ERR_RNN_MODEL_FILE",
        `RecurrentNetwork.load: expected options and weights that agree, but ${message}`,
        { cause },
      );
    }
  }

  /** The checked input, of as many features as the weights have. */
  #sequences(caller: string, x: NetworkInput): Sequences {
    return sequencesOf(caller, x, featuresOf(this.#knownWeights));
  }

  #logits(caller: string, x: NetworkInput): Float64Array {
    return this.#network.logits(this.#sequences(caller, x));
  }

  #labelled(caller: string, x: NetworkInput, y: Labels, features: number | undefined): Labelled {
    const sequences = sequencesOf(caller, x, features);
    return { sequences, labels: labelsOf(caller, y, sequences.count) };
  }
}
