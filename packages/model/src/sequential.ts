import { Tensor } from "@rnn/tensor";
import { checkOptions } from "@rnn/tensor/checks";
import { planBuild } from "./engine/wasm/layers/plan-build.ts";
import type { Layer } from "./layers/layer.ts";
import { ClassOutputs } from "./losses/class-outputs.ts";
import type { Loss } from "./losses/loss.ts";
import { checkFeatures, checkLayers } from "./network/check-layers.ts";
import { shapeOf } from "./network/checkpoint.ts";
import { type ClassWeight, readClassWeight } from "./network/class-weight.ts";
import { checkEarlyStopping } from "./network/early-stopping.ts";
import { copyHistory, type History } from "./network/history.ts";
import { nameAsKeras } from "./network/keras-weight-names.ts";
import { checkLayerWeights } from "./network/layer-weights.ts";
import { checkMetadata, type SaveOptions } from "./network/model-file.ts";
import { attempt } from "./network/model-file-error.ts";
import { Network } from "./network/network.ts";
import type { GivenParameters, Parameters } from "./network/parameter-table.ts";
import { outputsOf, type Plan, stateWidth } from "./network/plan.ts";
import { decodePlan, encodePlan } from "./network/plan-file.ts";
import { runAsOneBatch } from "./network/run-as-one-batch.ts";
import { readSampleWeight, type SampleWeight } from "./network/sample-weight.ts";
import { type Labelled, type Labels, labelsOf, type Sequences } from "./network/sequences.ts";
import { readSequentialInput, type SequentialInput } from "./network/sequential-input.ts";
import { summarize } from "./network/summarize.ts";
import { warnOnce } from "./platform/warn-once.ts";
import { checkSequentialResume } from "./sequential-checkpoint.ts";
import { checkSequentialFitOptions, type SequentialFitOptions } from "./sequential-fit-options.ts";
import {
  type ResolvedSequentialOptions,
  resolveSequentialOptions,
  type SequentialOptions,
} from "./sequential-options.ts";

/**
 * A network of layers, one after the other, that classifies sequences. It ends in `dense(1)`, a sigmoid for
 * two classes, or `dense(K)`, a softmax over K; the loss is binary or categorical cross-entropy.
 *
 * A recurrent layer hands on its states of all steps where the next layer reads steps, else its last.
 * Weights start from `seed`: kernels Glorot uniform, recurrent kernels orthogonal, embeddings uniform within
 * 0.05, biases 0, those of forget gates 1; drawn from one stream in the order of `weights`.
 *
 * @param layers what `embedding`, `simpleRnn`, `lstm`, `gru`, `bidirectional`, `globalAveragePooling1d`,
 *   `globalMaxPooling1d`, `dropout` and `dense` give
 * @throws RangeError, TypeError for layers that do not fit one after the other, and for wrong options
 *
 * @example
 * ```ts
 * const x = RaggedTensor.fromArrays([[1, 2], [3], [2, 1, 1], [2, 3, 3]]);
 * const y = [0, 1, 0, 1]; // 1 where a sequence ends in 3
 * const layers = [embedding(4, 8), lstm(4), dense(1)];
 * const network = new Sequential(layers, { optimizer: adam({ learningRate: 0.05 }) });
 * await network.fit(x, y, { epochs: 50 });
 * network.predict(x).toArray(); // => [0, 1, 0, 1]
 * ```
 *
 * Python twin: `keras.Sequential(layers)`, compiled with the optimizer and its loss.
 */
export class Sequential {
  /** The format of its files, `rnn.format` in their metadata. */
  static readonly fileFormat = "2";
  readonly layers: readonly Layer[];
  /** The options, defaults filled in. */
  readonly options: ResolvedSequentialOptions;
  /** The loss of each epoch trained so far: the mean of its batch losses, each before its update. */
  readonly losses: readonly number[];
  /** The validation loss after each epoch; empty without validation data. */
  readonly valLosses: readonly number[];
  readonly #network: Network;
  readonly #outputs: ClassOutputs;

  constructor(layers: readonly Layer[], options: SequentialOptions = {}) {
    this.layers = checkLayers("Sequential", layers);
    this.options = resolveSequentialOptions(options);
    this.#outputs = new ClassOutputs(outputsOf({ layers: this.layers, features: 1 }));
    const { optimizer, batchSize, seed, engine } = this.options;
    this.#network = new Network({
      planFor: (features) => ({ features, layers: this.layers }),
      optimizer,
      loss: this.#outputs.loss(),
      batchSize,
      seed,
      engine,
      wasmBuild: planBuild,
      onWarning: options.onWarning ?? warnOnce,
      name: "Sequential",
      size: `layers ${this.layers.map(({ kind }) => kind).join(", ")}`,
    });
    this.losses = this.#network.losses;
    this.valLosses = this.#network.valLosses;
  }

  /**
   * The parameters, `lstm.kernel` and so on: layer by layer, `lstm_1` for the second of a kind, in Keras's
   * shapes and orders of gates. Later training replaces these tensors and leaves the ones you hold as they are.
   * @throws Error where the first layer is not an embedding and nothing has been read yet.
   */
  get weights(): Parameters {
    const { parameters } = this.#known("weights");
    return this.#network.handOut() ?? parameters;
  }

  /** What the last call of `fit` gave so far, an entry an epoch: also after it failed or was aborted. A copy. */
  get history(): History {
    return copyHistory(this.#network.history);
  }

  /**
   * Takes copies of the given parameters; `fit` then starts from them, and the optimizer starts afresh.
   * @throws RangeError or TypeError where one is missing, unknown or of another shape.
   */
  setWeights(weights: GivenParameters): void {
    if (this.#network.isTraining) {
      throw new Error("setWeights: expected a network that is not being trained.");
    }
    const { features, parameters } = checkLayerWeights("setWeights", weights, this.layers);
    this.#network.setParameters(features, parameters);
  }

  /**
   * Trains on `x` and `y`. Each epoch visits all sequences in a new order, that of
   * `numpy.random.permutation` under `seed`; the loss of a batch is taken before its update; the validation
   * loss after each epoch, without dropout and weights of classes and sequences.
   *
   * Yields to the event loop every 40 ms. One call at a time. When it rejects, the network keeps what it has
   * learned: until the last batch if it was aborted, else until the last whole epoch.
   *
   * @param x ids `[N, T]`, ragged ids, or vectors `[N, T, D]`: see `SequentialInput`
   * @param y labels 0 to K - 1, `[N]` or `[N, 1]`
   * @returns losses, validation losses and accuracies of this call, an entry an epoch
   * @throws RangeError, TypeError for wrong data; NotFiniteError where the loss is NaN or infinite.
   */
  async fit(x: SequentialInput, y: Labels, options: SequentialFitOptions = {}): Promise<History> {
    checkSequentialFitOptions(options);
    const { epochs = 10, seed = 42, checkpointEveryMs = 60_000, resume, onCheckpoint } = options;
    const { xVal, yVal, onBatchEnd, onEpochEnd, signal, classWeight, sampleWeight } = options;
    const known = resume ? resume.data[2] : this.#network.features;
    const labelled = this.#labelled("fit", x, y, known);
    const rowWeights =
      sampleWeight && readSampleWeight("fit", sampleWeight, labelled.sequences.count);
    const training = { ...labelled, weights: rowWeights };
    const { features } = training.sequences;
    const validation = xVal && yVal && this.#labelled("fit", xVal, yVal, features, "validation ");
    const earlyStopping =
      options.earlyStopping &&
      checkEarlyStopping("fit", options.earlyStopping, validation !== undefined);
    const loss = this.#lossWith("fit", classWeight);
    if (this.#network.isTraining) {
      throw new Error("fit: expected one call at a time. Await the one before it.");
    }
    const data = shapeOf(training.sequences);
    const restoresBest = earlyStopping?.restoreBestWeights ?? false;
    const from = resume && checkSequentialResume(resume, this, data, restoresBest);
    const { layers, options: settings } = this;
    return this.#network.fit(training, validation, {
      loss,
      earlyStopping,
      epochs,
      seed,
      onBatchEnd,
      onEpochEnd,
      signal,
      onRunState:
        onCheckpoint &&
        (({ parameters: weights, bestParameters: bestWeights, ...state }) =>
          onCheckpoint({ ...state, weights, bestWeights, layers, options: settings, data })),
      runStateEveryMs: checkpointEveryMs,
      resume: from && { ...from, parameters: from.weights, bestParameters: from.bestWeights },
    });
  }

  /** The class of each sequence: int32 `[N]`. */
  predict(x: SequentialInput): Tensor<"int32", 1> {
    return this.#outputs.classify(this.#logits("predict", x));
  }

  /** The probability of class 1 of each sequence, float64 `[N]`; of each of K classes, `[N, K]`. */
  predictProba(x: SequentialInput): Tensor<"float64", 1 | 2> {
    const logits = this.#logits("predictProba", x);
    return this.#outputs.probabilities(logits, [logits.length / this.#outputs.outputs]);
  }

  /**
   * The probabilities after each time step, as if the sequences ended there: float64 `[N, T]`, or
   * `[N, T, K]` for K classes. Those after the last step are `predictProba(x)`; where a ragged sequence has
   * ended, they stay. Takes one forward pass where the network has one direction and ends in its last state,
   * else one a step.
   */
  predictProbaPerStep(x: SequentialInput): Tensor<"float64", 2 | 3> {
    const sequences = this.#read("predictProbaPerStep", x);
    const { count, steps } = sequences;
    const logits = new Float64Array(count * steps * this.#outputs.outputs);
    this.#network.withSession((session) => {
      const data = session.load(sequences);
      for (let start = 0; start < count; ) start = session.logitsPerStep(data, start, logits);
    });
    return this.#outputs.probabilities(logits, [count, steps]);
  }

  /** The share of sequences that `predict` classifies as `y` says. */
  score(x: SequentialInput, y: Labels): number {
    const { sequences, labels } = this.#labelled("score", x, y);
    return this.#outputs.loss().accuracy(this.#network.logits(sequences), labels);
  }

  /**
   * What the last recurrent layer hands on at every step: float64 `[N, T, H]`, `[N, T, 2 H]` of both
   * directions. A masked step, and one after a ragged sequence's end, has the state of the step before, of
   * both directions zeros.
   * @throws RangeError for a network without a recurrent layer
   */
  states(x: SequentialInput): Tensor<"float64", 3> {
    const sequences = this.#read("states", x);
    const { count, steps } = sequences;
    const width = stateWidth("states", this.layers);
    const states = new Float64Array(count * steps * width);
    this.#network.withInspectable((session) => {
      const data = session.load(sequences);
      for (let start = 0; start < count; ) start = session.states(data, start, states);
    });
    return new Tensor(states, "float64", [count, steps, width]);
  }

  /**
   * The derivative of the mean loss over all of `x` by the last recurrent layer's states, with all that
   * follows from them at later steps: float64, in the shape of `states`. Where it vanishes towards the first
   * steps, the network does not learn from them.
   * @throws RangeError for a network without a recurrent layer
   */
  stateGradients(x: SequentialInput, y: Labels): Tensor<"float64", 3> {
    const labelled = this.#labelled("stateGradients", x, y);
    const { count, steps } = labelled.sequences;
    const width = stateWidth("stateGradients", this.layers);
    const gradients = new Float64Array(count * steps * width);
    const { outputs } = this.#outputs;
    this.#network.withInspectable((session) => {
      const { errors } = runAsOneBatch(session, labelled, this.#outputs.loss(), outputs);
      session.backward(errors, gradients);
    }, count);
    return new Tensor(gradients, "float64", [count, steps, width]);
  }

  /**
   * The mean loss over all of `x` and its gradient by each parameter, without dropout and without changing
   * anything. With `bpttSteps` below the sequences' length the gradient is the truncated one.
   */
  lossAndGradients(
    x: SequentialInput,
    y: Labels,
    options: { classWeight?: ClassWeight; sampleWeight?: SampleWeight } = {},
  ): { loss: number; gradients: Parameters } {
    checkOptions("lossAndGradients", options, ["classWeight", "sampleWeight"]);
    const { sampleWeight } = options;
    const plain = this.#labelled("lossAndGradients", x, y);
    const weights =
      sampleWeight && readSampleWeight("lossAndGradients", sampleWeight, plain.sequences.count);
    const labelled = { ...plain, weights };
    const weighted = this.#lossWith("lossAndGradients", options.classWeight);
    return this.#network.withSession((session) => {
      const { loss, errors } = runAsOneBatch(session, labelled, weighted, this.#outputs.outputs);
      session.backward(errors);
      return { loss, gradients: session.gradients() };
    }, labelled.sequences.count);
  }

  /**
   * The network as a safetensors file: layers, weights, options and losses. Equal networks give equal bytes.
   *
   * @param options.metadata further strings to keep in the file, for programs that read safetensors
   * @throws RangeError for metadata under names that begin with `rnn.`, TypeError for what is not a string.
   */
  save(options: SaveOptions = {}): Uint8Array<ArrayBuffer> {
    checkOptions("save", options, ["metadata"]);
    const { metadata = {} } = options;
    checkMetadata("save", metadata);
    const { plan, parameters } = this.#known("save");
    const { losses, valLosses } = this;
    const none = { optimizerState: {}, bestParameters: {} };
    const settings = { ...this.options };
    return encodePlan({ plan, settings, parameters, losses, valLosses, metadata, ...none });
  }

  /**
   * The network that `save` wrote, or that a checkpoint holds: it predicts the same, and `fit` starts from
   * its weights.
   * @throws ModelFileError for other bytes, and for a file in which any has changed.
   *
   * @example
   * ```ts
   * const network = new Sequential([embedding(50, 4), gru(3), dense(2)]);
   * Sequential.load(network.save()).weights["gru.kernel"].shape; // => [4, 9]
   * ```
   */
  static load(bytes: Uint8Array | ArrayBuffer): Sequential {
    const { plan, settings, parameters, losses, valLosses } = decodePlan(bytes);
    return attempt(() => {
      const network = new Sequential(plan.layers, settings);
      checkFeatures("Sequential", network.layers, plan.features);
      network.#network.setParameters(plan.features, parameters);
      network.#network.setLosses(losses, valLosses);
      return network;
    }, "Sequential");
  }

  /**
   * The parameters under Keras's names and in its shapes, `sequential/lstm/lstm_cell/kernel`; with
   * `encodeNpz` of @rnn/tensor they are a file for NumPy.
   *
   * @example
   * ```ts
   * const network = new Sequential([embedding(50, 4), lstm(3), dense(1)]);
   * Object.keys(network.kerasWeights()).slice(0, 2); // => ["sequential/embedding/embeddings", "sequential/lstm/lstm_cell/kernel"]
   * ```
   */
  kerasWeights(): Parameters {
    const { plan, parameters } = this.#known("kerasWeights");
    return nameAsKeras(plan, parameters);
  }

  /** A table of the layers, the shapes of their outputs and their numbers of parameters, as Keras prints it. */
  summary(): string {
    return summarize(this.layers, this.#knownFeatures);
  }

  /** The D of the input, where an embedding or what has been read says it. */
  get #knownFeatures(): number | undefined {
    const [first] = this.layers;
    return first.kind === "embedding" ? first.inputDim : this.#network.features;
  }

  /** Plan and parameters, drawn now where nothing but the seed is missing. */
  #known(caller: string): { plan: Plan; parameters: Parameters } {
    const features = this.#knownFeatures;
    if (features !== undefined && !this.#network.isTraining) this.#network.initialize(features);
    const { plan, parameters } = this.#network;
    if (plan === undefined || parameters === undefined) {
      throw new Error(
        `${caller}: expected a network that knows the width of its input. Call fit, setWeights or load first.`,
      );
    }
    return { plan, parameters };
  }

  /** Sequences for the network as it is. */
  #read(caller: string, x: SequentialInput): Sequences {
    const { plan } = this.#known(caller);
    return readSequentialInput(caller, x, this.layers[0], plan.features);
  }

  /** Labelled sequences, at least one; in `fit` of so many features, where they are known. */
  #labelled(
    caller: string,
    x: SequentialInput,
    y: Labels,
    features?: number,
    purpose = "",
  ): Labelled {
    const sequences =
      caller === "fit"
        ? readSequentialInput(caller, x, this.layers[0], features)
        : this.#read(caller, x);
    const labels = labelsOf(caller, y, sequences.count, this.#outputs.classes);
    if (sequences.count > 0) return { sequences, labels };
    throw new RangeError(`${caller}: expected at least one ${purpose}sequence, got none.`);
  }

  #lossWith(caller: string, classWeight: ClassWeight | undefined): Loss {
    const { classes } = this.#outputs;
    return this.#outputs.loss(classWeight && readClassWeight(caller, classWeight, classes));
  }

  #logits(caller: string, x: SequentialInput): Float64Array {
    return this.#network.logits(this.#read(caller, x));
  }
}
