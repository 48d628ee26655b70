/** What every network is made of: parameters, an engine, training. Its public classes are faces on it. */
import { allLogits } from "../engine/all-logits.ts";
import { chooseEngine } from "../engine/choose-engine.ts";
import type { Engine, EngineSession } from "../engine/engine.ts";
import type { EngineOption } from "../engine/engine-option.ts";
import type { Loss } from "../losses/loss.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { AbortSignalLike } from "../platform/abort-signal-like.ts";
import { allocate } from "../platform/allocate.ts";
import { fitEpochs, type Progress } from "./fit-epochs.ts";
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
  readonly onWarning: (message: string) => void;
  /** The settings that decide how much memory it takes, for errors: `nCells 10`. */
  readonly size: string;
}

/** A run between two batches: all that it takes to resume it. */
export interface RunState extends Position {
  readonly parameters: Parameters;
  /** What the optimizer remembers. */
  readonly optimizerState: Parameters;
  /** The losses of the network, of earlier runs too. */
  readonly losses: readonly number[];
  readonly valLosses: readonly number[];
  /** The whole epochs of this run. */
  readonly history: History;
}

/** The options of a run, checked. */
export interface RunOptions {
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
  #training = false;
  #engine: Engine | undefined;

  constructor(definition: NetworkDefinition) {
    this.#definition = definition;
  }

  /** Whether a run is under way. */
  get isTraining(): boolean {
    return this.#training;
  }

  /** The parameters; undefined before there are any. */
  get parameters(): Parameters | undefined {
    return this.#known?.parameters;
  }

  /** How many numbers an input vector has, where that is known. */
  get features(): number | undefined {
    return this.#known?.plan.features;
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
    const { resume, onRunState, signal, onBatchEnd, epochs, seed } = options;
    const { features } = training.sequences;
    if (resume) this.#restore(features, resume);
    const plan = this.#definition.planFor(features);
    this.#known ??= { plan, parameters: this.#draw(plan) };
    const session = this.open();
    const history = copyHistory(resume?.history ?? emptyHistory());
    this.history = history;
    this.#training = true;
    try {
      const { loss, batchSize } = this.#definition;
      const progress = fitEpochs(session, {
        loss,
        batchSize,
        outputs: outputsOf(plan),
        epochs,
        from: resume ?? startOf(seed),
        progressEveryMs: onRunState ? options.runStateEveryMs : Infinity,
        training,
        validation,
        onBatchEnd,
        signal,
      });
      for await (const { position, ended } of progress) {
        if (ended || signal?.aborted) this.#keep(plan, session);
        if (ended) this.#record(ended, options);
        if (onRunState) await onRunState(this.#state(position, session));
      }
    } finally {
      this.#training = false;
      session.close?.();
    }
    return history;
  }

  /** The logits of sequences, `[N, outputs]`. */
  logits(sequences: Sequences): Float64Array {
    const session = this.open();
    return allLogits(session, session.load(sequences));
  }

  /**
   * A session that starts from the parameters.
   * @throws Error where there are none
   */
  open(batchSize = this.#definition.batchSize): EngineSession {
    if (this.#known === undefined) throw new Error("open: expected a network with parameters.");
    const { plan, parameters } = this.#known;
    const { engine, onWarning, optimizer, size } = this.#definition;
    this.#engine ??= chooseEngine(engine, onWarning);
    const chosen = this.#engine;
    const optimizerState = this.#optimizerState;
    return allocate(`${size} and batchSize ${batchSize}`, () =>
      chosen.open({ plan, parameters, optimizer, optimizerState, batchSize }),
    );
  }

  #draw(plan: Plan): Parameters {
    const { seed, size } = this.#definition;
    return allocate(`${size} and x with ${plan.features} features`, () =>
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
    this.#known = { plan, parameters: session.parameters() };
    this.#optimizerState = session.optimizerState();
  }

  #record(ended: EpochEnd, { onEpochEnd }: RunOptions): void {
    recordEpoch(this.history, ended);
    this.losses.push(ended.loss);
    if (ended.valLoss !== undefined) this.valLosses.push(ended.valLoss);
    onEpochEnd?.(ended);
  }

  #state(position: Progress["position"], session: EngineSession): RunState {
    return {
      ...position,
      parameters: session.parameters(),
      optimizerState: session.optimizerState(),
      losses: [...this.losses],
      valLosses: [...this.valLosses],
      history: copyHistory(this.history),
    };
  }
}
