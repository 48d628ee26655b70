/** What every network is made of: parameters, an engine, training. Its public classes are faces on it. */
import { allLogits } from "../engine/all-logits.ts";
import { chooseEngine } from "../engine/choose-engine.ts";
import {
  type Engine,
  type EngineSession,
  type InspectableSession,
  isInspectable,
} from "../engine/engine.ts";
import type { EngineOption } from "../engine/engine-option.ts";
import type { WasmBuild } from "../engine/wasm/wasm-build.ts";
import type { Loss } from "../losses/loss.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { AbortSignalLike } from "../platform/abort-signal-like.ts";
import { allocate } from "../platform/allocate.ts";
import { type EarlyStopping, judgeEpochs } from "./early-stopping.ts";
import { type FitRun, fitEpochs, type Progress } from "./fit-epochs.ts";
import {
  type BatchEnd,
  copyHistory,
  type EpochEnd,
  emptyHistory,
  type History,
  recordEpoch,
} from "./history.ts";
import { initialParameters, type Parameters, parameterTable } from "./parameter-table.ts";
import { outputsOf, type Plan } from "./plan.ts";
import { type Position, startOf } from "./position.ts";
import type { Labelled, Sequences } from "./sequences.ts";

/** What a network is, its options resolved. */
export interface NetworkDefinition {
  /** Its plan for input vectors of so many numbers. */
  readonly planFor: (features: number) => Plan;
  readonly optimizer: Optimizer;
  readonly loss: Loss;
  readonly batchSize: number;
  /** Seed of the initial parameters. */
  readonly seed: number;
  readonly engine: EngineOption;
  /** The kernels that run its plan. */
  readonly wasmBuild: WasmBuild;
  readonly onWarning: (message: string) => void;
  /** Its class, for errors. */
  readonly name: string;
  /** The settings that decide how much memory it takes, for errors: `nCells 10`. */
  readonly size: string;
}

/** A run between two batches: all that it takes to resume it. */
export interface RunState extends Position {
  readonly parameters: Parameters;
  /** What the optimizer remembers. */
  readonly optimizerState: Parameters;
  /** The parameters of the best epoch, where early stopping restores them; else none. */
  readonly bestParameters: Parameters;
  /** The losses of the network, of earlier runs too. */
  readonly losses: readonly number[];
  readonly valLosses: readonly number[];
  /** The whole epochs of this run. */
  readonly history: History;
}

/** The options of a run, checked. */
export interface RunOptions {
  /** The loss that is trained on; undefined for that of the network. */
  readonly loss: Loss | undefined;
  readonly earlyStopping: Required<EarlyStopping> | undefined;
  readonly epochs: number;
  readonly seed: number;
  readonly onBatchEnd: ((event: BatchEnd) => void) | undefined;
  readonly onEpochEnd: ((event: EpochEnd) => void) | undefined;
  readonly signal: AbortSignalLike | undefined;
  readonly onRunState: ((state: RunState) => void | Promise<void>) | undefined;
  /** Milliseconds between two within an epoch. */
  readonly runStateEveryMs: number;
  readonly resume: RunState | undefined;
}

/** A network of any plan. */
export class Network {
  /** The losses of each epoch trained so far. */
  readonly losses: number[] = [];
  readonly valLosses: number[] = [];
  /** What the last run gave so far; it stays where the run fails. */
  history: History = emptyHistory();
  readonly #definition: NetworkDefinition;
  #known: { readonly plan: Plan; readonly parameters: Parameters } | undefined;
  #optimizerState: Parameters = {};
  #bestParameters: Parameters = {};
  #training = false;
  #engine: Engine | undefined;
  /** What predicts, and the parameters that it has. */
  #predictor: { readonly of: object; readonly session: EngineSession } | undefined;
  /** The parameters that others hold. */
  #handedOut: object | undefined;

  constructor(definition: NetworkDefinition) {
    this.#definition = definition;
  }

  /** Whether a run is under way. */
  get isTraining(): boolean {
    return this.#training;
  }

  /** The parameters, not to be changed; undefined before there are any. */
  get parameters(): Parameters | undefined {
    return this.#known?.parameters;
  }

  /** The parameters for somebody who may change them in place: what is predicted next reads them anew each time. */
  handOut(): Parameters | undefined {
    this.#handedOut = this.#known;
    this.#predictor = undefined;
    return this.parameters;
  }

  /** How many numbers an input vector has, where that is known. */
  get features(): number | undefined {
    return this.#known?.plan.features;
  }

  /** The plan; undefined before the features are known. */
  get plan(): Plan | undefined {
    return this.#known?.plan;
  }

  /** Draws parameters for input vectors of so many numbers, unless there are some. */
  initialize(features: number): void {
    const plan = this.#definition.planFor(features);
    this.#known ??= { plan, parameters: this.#draw(plan) };
  }

  /** Takes parameters, already checked, and forgets what the optimizer remembered of others. */
  setParameters(features: number, parameters: Parameters): void {
    this.#known = { plan: this.#definition.planFor(features), parameters };
    this.#optimizerState = {};
  }

  /** Replaces the losses; one by one, since there may be more than a call takes arguments. */
  setLosses(losses: readonly number[], valLosses: readonly number[]): void {
    this.losses.length = 0;
    this.valLosses.length = 0;
    for (const loss of losses) this.losses.push(loss);
    for (const loss of valLosses) this.valLosses.push(loss);
  }

  /** Trains, from where the network or the run to resume is. The data is checked. */
  async fit(
    training: Labelled,
    validation: Labelled | undefined,
    options: RunOptions,
  ): Promise<History> {
    const { resume, onRunState, signal, earlyStopping } = options;
    const { features } = training.sequences;
    this.#bestParameters = resume?.bestParameters ?? {};
    if (resume) this.#restore(features, resume);
    this.initialize(features);
    const plan = this.#definition.planFor(features);
    this.#predictor = undefined;
    const session = this.#open();
    const history = copyHistory(resume?.history ?? emptyHistory());
    this.history = history;
    this.#training = true;
    try {
      // Where no epoch is left to train, what the run came to is all there is.
      if (resume) this.#keep(plan, session);
      const progress = fitEpochs(session, this.#run(plan, training, validation, options));
      while (!this.#endsEarly(options)) {
        const { done, value } = await progress.next();
        if (done) break;
        const { position, ended } = value;
        if (ended || signal?.aborted) this.#keep(plan, session);
        if (ended) this.#record(ended, options);
        if (onRunState) await onRunState(this.#state(position, session));
      }
      if (earlyStopping?.restoreBestWeights && Object.keys(this.#bestParameters).length > 0) {
        this.#known = { plan, parameters: this.#bestParameters };
      }
    } finally {
      this.#training = false;
      session.close?.();
    }
    return history;
  }

  /** The logits of sequences, `[N, outputs]`. */
  logits(sequences: Sequences): Float64Array {
    const outputs = outputsOf(this.#expectKnown().plan);
    const run = (session: EngineSession) => allLogits(session, session.load(sequences), outputs);
    if (this.#hasThreads || this.#handedOut === this.#known) return this.withSession(run);
    try {
      return run(this.#keepPredictor());
    } catch (error) {
      this.#predictor = undefined;
      throw error;
    }
  }

  /** A session that is open for as long as the parameters stay: to open one takes longer than to read a short text. */
  #keepPredictor(): EngineSession {
    const of = this.#expectKnown();
    if (this.#predictor?.of !== of) this.#predictor = { of, session: this.#open() };
    return this.#predictor.session;
  }

  /** Threads have to be ended. */
  get #hasThreads(): boolean {
    const { engine } = this.#definition;
    return typeof engine === "object" && (engine.threads ?? 1) > 1;
  }

  /**
   * What `run` makes of a session that starts from the parameters and is closed after.
   * @throws Error where there are none
   */
  withSession<R>(run: (session: EngineSession) => R, batchSize?: number): R {
    const session = this.#open(batchSize);
    try {
      return run(session);
    } finally {
      session.close?.();
    }
  }

  /** The same, of a plan without names of its own: its session shows its last recurrent layer. */
  withInspectable<R>(run: (session: InspectableSession) => R, batchSize?: number): R {
    return this.withSession((session) => {
      if (isInspectable(session)) return run(session);
      throw new Error("withInspectable: expected a session that shows its states.");
    }, batchSize);
  }

  #open(batchSize = this.#definition.batchSize): EngineSession {
    const { plan, parameters } = this.#expectKnown();
    const { engine, wasmBuild, onWarning, optimizer, name, size } = this.#definition;
    this.#engine ??= chooseEngine(engine, wasmBuild, onWarning);
    const chosen = this.#engine;
    const optimizerState = this.#optimizerState;
    return allocate(name, `${size} and batchSize ${batchSize}`, () =>
      chosen.open({ plan, parameters, optimizer, optimizerState, batchSize }),
    );
  }

  #expectKnown(): { readonly plan: Plan; readonly parameters: Parameters } {
    if (this.#known === undefined)
      throw new Error("withSession: expected a network with parameters.");
    return this.#known;
  }

  #endsEarly({ earlyStopping }: RunOptions): boolean {
    return earlyStopping !== undefined && judgeEpochs(this.history.valLosses, earlyStopping).ends;
  }

  /** What a run of these options is, for its epochs. */
  #run(
    plan: Plan,
    training: Labelled,
    validation: Labelled | undefined,
    { loss, epochs, resume, seed, onRunState, runStateEveryMs, onBatchEnd, signal }: RunOptions,
  ): FitRun {
    const definition = this.#definition;
    // Epochs that earlier runs trained: what layers draw continues where these ended.
    const before = this.losses.length - (resume?.history.losses.length ?? 0);
    return {
      loss: loss ?? definition.loss,
      validationLoss: definition.loss,
      batchSize: definition.batchSize,
      outputs: outputsOf(plan),
      epochs,
      noiseOf: (epoch, batch) => [definition.seed, before + epoch, batch],
      from: resume ?? startOf(seed),
      progressEveryMs: onRunState ? runStateEveryMs : Infinity,
      training,
      validation,
      onBatchEnd,
      signal,
    };
  }

  #draw(plan: Plan): Parameters {
    const { seed, name, size } = this.#definition;
    return allocate(name, `${size} and x with ${plan.features} features`, () =>
      initialParameters(parameterTable(plan), seed),
    );
  }

  #restore(features: number, state: RunState): void {
    this.setParameters(features, state.parameters);
    this.#optimizerState = state.optimizerState;
    this.setLosses(state.losses, state.valLosses);
  }

  /** Takes over what the session has learned. */
  #keep(plan: Plan, session: EngineSession): void {
    this.#optimizerState = session.optimizerState();
    session.exchangeAverages?.();
    this.#known = { plan, parameters: session.parameters() };
    session.exchangeAverages?.();
  }

  #record(ended: EpochEnd, { onEpochEnd, earlyStopping }: RunOptions): void {
    recordEpoch(this.history, ended);
    if (earlyStopping?.restoreBestWeights && this.#known) {
      const { bestEpoch } = judgeEpochs(this.history.valLosses, earlyStopping);
      if (bestEpoch === ended.epoch) this.#bestParameters = this.#known.parameters;
    }
    this.losses.push(ended.loss);
    if (ended.valLoss !== undefined) this.valLosses.push(ended.valLoss);
    onEpochEnd?.(ended);
  }

  #state(position: Progress["position"], session: EngineSession): RunState {
    return {
      ...position,
      parameters: session.parameters(),
      optimizerState: session.optimizerState(),
      bestParameters: this.#bestParameters,
      losses: [...this.losses],
      valLosses: [...this.valLosses],
      history: copyHistory(this.history),
    };
  }
}
