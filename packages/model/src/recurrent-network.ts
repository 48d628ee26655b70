import { Tensor } from "@rnn/tensor";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import {
  asWeights,
  chapterPlan,
  checkWeights,
  type GivenWeights,
  parameterNames,
  planOfWeights,
  type Weights,
} from "./chapter-plan.ts";
import { allLogits } from "./engine/all-logits.ts";
import { chooseEngine } from "./engine/choose-engine.ts";
import type { Engine, EngineSession } from "./engine/engine.ts";
import { checkForKerasNames, fitHints } from "./keras-names.ts";
import { accuracy, lossErrors, meanLoss, sigmoid } from "./losses/binary-cross-entropy.ts";
import { type Checkpoint, checkResume, shapeOf } from "./network/checkpoint.ts";
import {
  type AbortSignal,
  type BatchEnd,
  type EpochEnd,
  fitEpochs,
  type History,
  type Labelled,
  startOf,
} from "./network/fit.ts";
import {
  checkMetadata,
  decodeModel,
  encodeModel,
  ModelFileError,
  type SaveOptions,
} from "./network/model-file.ts";
import {
  type GivenParameters,
  initialParameters,
  parameterTable,
} from "./network/parameter-table.ts";
import { type Labels, labelsOf, type NetworkInput, sequencesOf } from "./network/sequences.ts";
import { sgd } from "./optimizers/sgd.ts";
import { allocate } from "./platform/allocate.ts";
import { warnOnce } from "./platform/warn-once.ts";
import {
  type RecurrentNetworkOptions,
  type ResolvedOptions,
  resolveOptions,
} from "./recurrent-network-options.ts";

/** What `fit` takes besides the data. */
export interface FitOptions {
  /** Passes over the data; default 100. */
  readonly epochs?: number;
  /** Validation sequences and their labels; both or neither. */
  readonly xVal?: NetworkInput;
  readonly yVal?: Labels;
  /** Seed of the batch order; default 42. */
  readonly seed?: number;
  /** Called after each batch; what it throws ends the training. */
  readonly onBatchEnd?: (event: BatchEnd) => void;
  /** Called after each epoch, when `weights`, `losses` and `valLosses` hold its results. */
  readonly onEpochEnd?: (event: EpochEnd) => void;
  /**
   * Ends the training after the current batch, or in the midst of a validation: `fit` rejects with the
   * signal's reason.
   */
  readonly signal?: AbortSignal;
  /**
   * Called after each epoch, within epochs every `checkpointEveryMs`, and where the signal ends the
   * training, with all that it takes to go on from there. Waited for; what it throws ends the training.
   */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void | Promise<void>;
  /** Milliseconds between checkpoints within an epoch; default 60,000. */
  readonly checkpointEveryMs?: number;
  /**
   * Goes on from a checkpoint of a network with the same options and of the same data: weights, losses and
   * history come out as if the run had never been left. `seed` is the checkpoint's; `epochs` counts those
   * before it too.
   */
  readonly resume?: Checkpoint;
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
 * Python twin: the chapter's `RecurrentNetwork`. It draws its weights anew, and unseeded, at each `fit`;
 * this one draws them from `seed` at the first, and goes on from what it has at the next.
 */
export class RecurrentNetwork {
  /** The options, defaults filled in. */
  readonly options: Readonly<ResolvedOptions>;
  /** The loss of each epoch trained so far: the mean of its batch losses, each before its update. */
  readonly losses: number[] = [];
  /** The validation loss after each epoch; empty without validation data. */
  readonly valLosses: number[] = [];
  #weights: Weights | undefined;
  #fitting = false;
  #engine: Engine | undefined;
  readonly #onWarning: (message: string) => void;

  constructor(options: RecurrentNetworkOptions = {}) {
    this.options = Object.freeze(resolveOptions(options));
    this.#onWarning = options.onWarning ?? warnOnce;
  }

  /**
   * The parameters: w1h `[cells, cells]`, w1x `[features, cells]`, b1 `[cells]`, w2 `[cells, 1]`,
   * b2 `[1]`. Later training replaces these tensors and leaves the ones you hold as they are.
   * @throws Error before the first `fit`, `setWeights` or `load`.
   */
  get weights(): Weights {
    if (this.#weights === undefined) {
      throw new Error(
        "weights: expected a network with weights. Call fit, setWeights or load first.",
      );
    }
    return this.#weights;
  }

  /**
   * Takes copies of the given parameters; `fit` then goes on from them.
   * @throws RangeError or TypeError where one is missing or has another shape.
   */
  setWeights(weights: GivenWeights): void {
    this.#takeWeights(weights);
  }

  #takeWeights(weights: GivenParameters): void {
    if (this.#fitting) throw new Error("setWeights: expected a network that is not being trained.");
    this.#weights = checkWeights("setWeights", weights, this.options);
  }

  /**
   * Trains on `x` and `y`. Each epoch visits all sequences in a new order, that of
   * `numpy.random.permutation` under `seed`; the loss of a batch is taken before its update; the
   * validation loss after each epoch.
   *
   * Yields to the event loop every 40 ms, in training and in validation. One call at a time. When it rejects, the network keeps what it
   * had learnt: until the last batch if it was aborted, else until the last whole epoch.
   *
   * @param x one-hot or dense sequences, `[N, T, D]`
   * @param y labels 0 or 1, `[N]` or `[N, 1]`
   * @returns losses, validation losses and accuracies of this call, an entry an epoch
   * @throws RangeError, TypeError for wrong data; NotFiniteError where the loss is NaN or infinite.
   */
  async fit(x: NetworkInput, y: Labels, options: FitOptions = {}): Promise<History> {
    if (typeof options === "object" && options !== null) {
      checkForKerasNames("fit", options, fitOptionNames, fitHints);
    }
    checkOptions("fit", options, fitOptionNames);
    const { epochs = 100, seed = 42, checkpointEveryMs = 60_000, xVal, yVal, resume } = options;
    checkWhole("fit", "epochs", epochs, 0);
    checkWhole("fit", "checkpointEveryMs", checkpointEveryMs, 0);
    checkWhole("fit", "seed", seed, 0, { most: 2 ** 32 - 1 });
    if ((xVal === undefined) !== (yVal === undefined)) {
      throw new TypeError("fit: expected xVal and yVal both or neither, got one of them.");
    }
    const training = this.#labelled("fit", x, y, this.#features(resume?.weights ?? this.#weights));
    const { count, features } = training.sequences;
    if (count === 0) throw new RangeError("fit: expected at least one sequence, got none.");
    const validation = xVal && yVal && this.#labelled("fit", xVal, yVal, features);
    if (validation?.sequences.count === 0) {
      throw new RangeError("fit: expected at least one validation sequence, got none.");
    }
    if (this.#fitting)
      throw new Error("fit: expected one call at a time. Await the one before it.");

    if (resume) this.#goBackTo(checkResume(resume, this.options, training.sequences));
    const { nCells } = this.options;
    const plan = chapterPlan(this.options, features);
    this.#weights ??= allocate(`nCells ${nCells} and x with ${features} features`, () =>
      asWeights(initialParameters(parameterTable(plan), this.options.seed)),
    );
    const session = this.#open(this.#weights);
    const history = copyOf(resume?.history ?? emptyHistory);
    const { batchSize } = this.options;
    const { onBatchEnd, onEpochEnd, onCheckpoint, signal } = options;
    const run = {
      batchSize,
      epochs,
      from: resume ?? startOf(seed),
      progressEveryMs: onCheckpoint ? checkpointEveryMs : Infinity,
      training,
      validation,
      onBatchEnd,
      signal,
    };
    this.#fitting = true;
    try {
      for await (const { position, ended } of fitEpochs(session, run)) {
        const weights = asWeights(session.parameters());
        if (ended || signal?.aborted) this.#weights = weights;
        if (ended) {
          this.#record(ended, history);
          onEpochEnd?.(ended);
        }
        await onCheckpoint?.({
          ...position,
          weights,
          options: this.options,
          losses: [...this.losses],
          valLosses: [...this.valLosses],
          history: copyOf(history),
          data: shapeOf(training.sequences),
        });
      }
    } finally {
      this.#fitting = false;
      session.close?.();
    }
    return history;
  }

  /** The class of each sequence, 1 where its logit is above 0: uint8 `[N]`. (The chapter gives `[N, 1]`.) */
  predict(x: NetworkInput): Tensor<"uint8"> {
    const logits = this.#logits("predict", x);
    return new Tensor(
      Uint8Array.from(logits, (z) => Number(z > 0)),
      "uint8",
      [logits.length],
    );
  }

  /** The probability of class 1 of each sequence: float64 `[N]`. */
  predictProba(x: NetworkInput): Tensor<"float64"> {
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
  predictProbaPerStep(x: NetworkInput): Tensor<"float64"> {
    const sequences = sequencesOf("predictProbaPerStep", x, this.#features(this.weights));
    const { count, steps } = sequences;
    const session = this.#open(this.weights);
    const data = session.load(sequences);
    const logits = new Float64Array(count * steps);
    for (let start = 0; start < count; ) start = session.logitsPerStep(data, start, logits);
    return new Tensor(logits.map(sigmoid), "float64", [count, steps]);
  }

  /** The share of sequences that `predict` classifies as `y` says. */
  score(x: NetworkInput, y: Labels): number {
    const logits = this.#logits("score", x);
    const labels = labelsOf("score", y, logits.length);
    if (labels.length === 0)
      throw new RangeError("score: expected at least one sequence, got none.");
    return accuracy(logits, labels);
  }

  /**
   * The mean loss over all of `x` and its gradient by each parameter, without changing anything; for
   * gradient checks. With `bpttSteps` below the sequences' length the gradient is the truncated one.
   */
  lossAndGradients(x: NetworkInput, y: Labels): { loss: number; gradients: Weights } {
    const { sequences, labels } = this.#labelled(
      "lossAndGradients",
      x,
      y,
      this.#features(this.weights),
    );
    const session = this.#open(this.weights, sequences.count);
    const logits = new Float64Array(sequences.count);
    const rows = Int32Array.from(logits, (_, n) => n);
    session.forward(session.load(sequences), rows, logits);
    const errors = new Float64Array(sequences.count);
    lossErrors(logits, labels, errors);
    session.backward(errors);
    return { loss: meanLoss(logits, labels), gradients: asWeights(session.gradients()) };
  }

  /**
   * The network as a safetensors file: weights, options and losses. Equal networks give equal bytes.
   *
   * @param options.metadata further strings to keep in the file, for programs that read safetensors;
   *   `load` passes over them
   * @throws RangeError for metadata under names that begin with `rnn.`, TypeError for what is no string.
   */
  save(options: SaveOptions = {}): Uint8Array<ArrayBuffer> {
    checkOptions("save", options, ["metadata"]);
    const { metadata = {} } = options;
    checkMetadata("save", metadata);
    const { losses, valLosses, weights } = this;
    return encodeModel({ weights, config: { ...this.options }, losses, valLosses, metadata });
  }

  /**
   * The network that `save` wrote: it predicts the same, and `fit` goes on from its weights.
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
    const { weights, config, losses, valLosses } = decodeModel(bytes, parameterNames);
    try {
      const network = new RecurrentNetwork(config);
      network.#takeWeights(weights);
      network.#remember(losses, valLosses);
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

  /** Takes over what a checkpoint knows of the network. */
  #goBackTo({ weights, losses, valLosses }: Checkpoint): void {
    this.setWeights(weights);
    this.#remember(losses, valLosses);
  }

  /** Replaces the losses; one by one, since there may be more than a call takes arguments. */
  #remember(losses: readonly number[], valLosses: readonly number[]): void {
    this.losses.length = 0;
    this.valLosses.length = 0;
    for (const loss of losses) this.losses.push(loss);
    for (const loss of valLosses) this.valLosses.push(loss);
  }

  /** Adds an epoch to what the network and the run remember. */
  #record({ loss, valLoss, valAccuracy, trainingMs }: EpochEnd, history: History): void {
    this.losses.push(loss);
    history.losses.push(loss);
    history.trainingMs.push(trainingMs);
    if (valLoss !== undefined) {
      this.valLosses.push(valLoss);
      history.valLosses.push(valLoss);
    }
    if (valAccuracy !== undefined) history.valAccuracies.push(valAccuracy);
  }

  #open(weights: Weights, batchSize = this.options.batchSize): EngineSession {
    const { nCells, learningRate } = this.options;
    const plan = planOfWeights(this.options, weights);
    this.#engine ??= chooseEngine(this.options.engine, this.#onWarning);
    const engine = this.#engine;
    return allocate(`nCells ${nCells} and batchSize ${batchSize}`, () =>
      engine.open({ plan, parameters: weights, optimizer: sgd({ learningRate }), batchSize }),
    );
  }

  /** The features that these weights are for. */
  #features(weights: Weights | undefined): number | undefined {
    return weights && planOfWeights(this.options, weights).features;
  }

  #logits(caller: string, x: NetworkInput): Float64Array {
    const session = this.#open(this.weights);
    return allLogits(session, session.load(sequencesOf(caller, x, this.#features(this.weights))));
  }

  #labelled(caller: string, x: NetworkInput, y: Labels, features: number | undefined): Labelled {
    const sequences = sequencesOf(caller, x, features);
    return { sequences, labels: labelsOf(caller, y, sequences.count) };
  }
}

const emptyHistory: History = { losses: [], valLosses: [], valAccuracies: [], trainingMs: [] };

function copyOf({ losses, valLosses, valAccuracies, trainingMs }: History): History {
  return {
    losses: [...losses],
    valLosses: [...valLosses],
    valAccuracies: [...valAccuracies],
    trainingMs: [...trainingMs],
  };
}

const fitOptionNames = [
  "epochs",
  "xVal",
  "yVal",
  "seed",
  "onBatchEnd",
  "onEpochEnd",
  "signal",
  "onCheckpoint",
  "checkpointEveryMs",
  "resume",
];
