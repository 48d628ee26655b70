import { dense, Sequential } from "@rnn/model";
import { padSequences } from "@rnn/preprocess";
import { OneHotTensor, RaggedTensor, type Tensor } from "@rnn/tensor";
import type { Settings } from "../../settings/settings.ts";
import { networkLayers, optimizerOf } from "../../training/network-layers.ts";
import type { Session } from "../session.ts";
import { inspectable } from "./inspectable.ts";
import { type ReadWord, readWords } from "./read-words.ts";

/** Where padding stands, and whether it is passed over. */
export interface PaddingCase {
  readonly padding: "pre" | "post";
  readonly mask: boolean;
}

/** A text under one kind of padding. */
export interface PaddedText extends PaddingCase {
  /** The word of each step; null for padding. */
  readonly words: readonly (string | null)[];
  /** The probability after each step, read out at that step's state. */
  readonly probabilities: Float64Array<ArrayBuffer>;
  /** The length of the state after each step. */
  readonly lengths: Float64Array<ArrayBuffer>;
  /** The probability by each way of reading out. */
  readonly last: number;
}

/** The four kinds. */
const paddingCases: readonly PaddingCase[] = [
  { padding: "pre", mask: true },
  { padding: "pre", mask: false },
  { padding: "post", mask: true },
  { padding: "post", mask: false },
];

/** What the trained weights make of one text under each kind of padding. */
export function comparePadding(
  session: Session,
  { text }: { readonly text: string },
): PaddedText[] {
  const words = readWords(session, text);
  return paddingCases.map((each) => padText(session, words, each));
}

function padText(session: Session, words: readonly ReadWord[], kind: PaddingCase): PaddedText {
  const steps = session.settings.length;
  const first = kind.padding === "pre" ? steps - words.length : 0;
  const { network } = inspectable(session);
  const { data, units } = statesUnder(session, words, kind, first);
  const output = network.weights["dense.kernel"].astype("float64").data;
  const bias = network.weights["dense.bias"].astype("float64").data[0];
  const perStep = Array.from({ length: steps }, (_, t) =>
    data.subarray(t * units, (t + 1) * units),
  );
  const probabilities = Float64Array.from(perStep, (state) => probabilityOf(state, output, bias));
  return {
    ...kind,
    words: Array.from({ length: steps }, (_, t) => words[t - first]?.word ?? null),
    probabilities,
    lengths: Float64Array.from(perStep, (state) => Math.hypot(...state)),
    last: probabilities[steps - 1],
  };
}

/** The state after each step, words and padding alike. */
function statesUnder(
  session: Session,
  words: readonly ReadWord[],
  { padding, mask }: PaddingCase,
  first: number,
): { data: Float64Array; units: number } {
  const { settings, data: prepared } = session;
  const { network } = inspectable(session);
  const rows = RaggedTensor.fromArrays([words.map(({ id }) => id)]);
  const padTo = (maxlen: number) => padSequences(rows, { maxlen, padding });
  if (settings.cell !== "chapter") {
    const masked = withMask(network, mask);
    masked.setWeights(network.weights);
    const states = masked.states(padTo(settings.length));
    return { data: states.data, units: states.shape[2] };
  }
  // One-hot vectors have no mask: what it does, handing the state on, is then done with the words' states.
  const passesOver = mask && words.length > 0;
  const ids = padTo(passesOver ? words.length : settings.length);
  const states = network.states(new OneHotTensor(ids, prepared.vocabulary.length));
  const data = passesOver ? spreadOver(states, settings.length, first) : states.data;
  return { data, units: states.shape[2] };
}

function probabilityOf(state: Float64Array, output: ArrayLike<number>, bias: number): number {
  const logit = state.reduce((sum, value, unit) => sum + value * output[unit], bias);
  return 1 / (1 + Math.exp(-logit));
}

/** The states of the words at their places among the padding: before them zeros, after them the last one. */
function spreadOver(states: Tensor<"float64">, steps: number, first: number): Float64Array {
  const [, count, units] = states.shape;
  const spread = new Float64Array(steps * units);
  for (let t = first; t < steps; t++) {
    const from = Math.min(t - first, count - 1) * units;
    spread.set(states.data.subarray(from, from + units), t * units);
  }
  return spread;
}

function withMask(network: Sequential, mask: boolean): Sequential {
  const layers = network.layers.map((layer) =>
    layer.kind === "embedding" ? { ...layer, maskZero: mask } : layer,
  );
  // Read out at every step below, so what stands between the states and the output does not matter.
  return new Sequential([
    ...layers.filter(({ kind }) => !kind.startsWith("global")).slice(0, -1),
    dense(1),
  ]);
}

/** What a training with one kind of padding comes to. */
export interface PaddingResult extends PaddingCase {
  readonly readout: Settings["readout"];
  /** The share of the validation texts that it classifies right. */
  readonly accuracy: number;
}

/** Trains a network with the settings but for padding, mask and way of reading out; the chapter's cell as the simple one. */
export async function trainPadded(
  { settings, data }: Session,
  { padding, mask, readout }: PaddingCase & Pick<Settings, "readout">,
  signal: AbortSignal,
): Promise<PaddingResult> {
  const isChapter = settings.cell === "chapter";
  const chosen: Settings = {
    ...settings,
    ...(isChapter && { cell: "simple", optimizer: "adam", rate: 0.01, epochs: 5 }),
    mask,
    readout,
  };
  const network = new Sequential(networkLayers(chosen, data.vocabulary.length), {
    optimizer: optimizerOf(chosen),
    batchSize: chosen.batch,
    seed: chosen.seed,
  });
  const pad = (rows: readonly number[]) =>
    padSequences(RaggedTensor.fromArrays(rows.map((row) => [...data.ids.row(row)])), {
      maxlen: chosen.length,
      padding,
    });
  const { epochs, seed } = chosen;
  await network.fit(pad(data.trainRows), data.yTrain, { epochs, seed, signal });
  return { padding, mask, readout, accuracy: network.score(pad(data.validationRows), data.yVal) };
}
