import { Sequential } from "@rnn/model";
import { padSequences } from "@rnn/preprocess";
import { RaggedTensor, type Tensor } from "@rnn/tensor";
import type { Settings } from "../../settings/settings.ts";
import { networkLayers, optimizerOf } from "../../training/network-layers.ts";
import type { Session } from "../session.ts";

/** How large the loss's derivative by the state is, at every step of a text, for one network. */
export interface GradientCurve {
  /** ‖∂L/∂h[t]‖, the mean over the texts; the last is that of the last word. */
  readonly norms: Float64Array<ArrayBuffer>;
  /** The share of the validation texts that the network classifies right. */
  readonly accuracy: number;
}

/** The way back of the cells. */
export interface GradientsBack {
  readonly simple: GradientCurve;
  /** The chapter's printed form, in the same network as `simple`. */
  readonly printed: GradientCurve;
  /** The cosine between the printed and the exact derivative, at every step, the mean over the texts. */
  readonly cosines: Float64Array<ArrayBuffer>;
  readonly lstm: GradientCurve;
  readonly gru: GradientCurve;
}

/** Texts over which is averaged. */
const mostTexts = 64;

/**
 * The gradient's way back through the simple cell (exact and as printed), LSTM and GRU, of the session's other
 * settings, before training or after as many epochs as the settings say.
 */
export async function gradientsBack(
  session: Session,
  { trained }: { readonly trained: boolean },
  signal: AbortSignal,
): Promise<GradientsBack> {
  const texts = wholeTexts(session);
  const networkOf = async (cell: "simple" | "lstm" | "gru"): Promise<Sequential> => {
    const settings: Settings = { ...session.settings, ...learnable(session.settings), cell };
    const { data } = session;
    const network = new Sequential(networkLayers(settings, data.vocabulary.length), {
      optimizer: optimizerOf(settings),
      batchSize: settings.batch,
      seed: settings.seed,
    });
    const { epochs, seed } = settings;
    if (trained) await network.fit(data.xTrain, data.yTrain, { epochs, seed, signal });
    return network;
  };
  const curveOf = (network: Sequential): GradientCurve => ({
    norms: meanNorms(network.stateGradients(texts.x, texts.y)),
    accuracy: network.score(session.data.xVal, session.data.yVal),
  });

  const simple = await networkOf("simple");
  const printed = new Sequential(asPrinted(simple.layers), simple.options);
  printed.setWeights(simple.weights);
  const exact = simple.stateGradients(texts.x, texts.y);
  return {
    simple: curveOf(simple),
    printed: curveOf(printed),
    cosines: meanCosines(exact, printed.stateGradients(texts.x, texts.y)),
    lstm: curveOf(await networkOf("lstm")),
    gru: curveOf(await networkOf("gru")),
  };
}

/** Read out at the last state, so that every step's gradient has come all the way; the chapter's rate is not for the others. */
function learnable({ cell }: Settings): Partial<Settings> {
  const common = { readout: "last", gradient: "exact" } as const;
  return cell === "chapter" ? { ...common, optimizer: "adam", rate: 0.01, epochs: 5 } : common;
}

function asPrinted(layers: Sequential["layers"]): Sequential["layers"] {
  return layers.map((layer) =>
    layer.kind === "simpleRnn" ? { ...layer, recurrentGradient: "chapter" } : layer,
  );
}

/** Validation texts that fill all steps, so that no step is padding; of shorter ones their last words, all of one length. */
function wholeTexts({ data, settings }: Session): { x: Tensor<"int32">; y: number[] } {
  const byLength = data.validationRows
    .map((row) => ({ ids: [...data.ids.row(row)], label: data.source.labels[row] }))
    .sort((a, b) => b.ids.length - a.ids.length);
  const chosen = byLength.slice(0, mostTexts).filter(({ ids }) => ids.length > 0);
  const steps = Math.min(settings.length, chosen.at(-1)?.ids.length ?? 1);
  const rows = RaggedTensor.fromArrays(chosen.map(({ ids }) => ids));
  return { x: padSequences(rows, { maxlen: steps }), y: chosen.map(({ label }) => label) };
}

/** The mean over the texts of each text's own norm; the derivatives are those of the mean loss. */
function meanNorms({
  data,
  shape: [texts, steps, units],
}: Tensor<"float64">): Float64Array<ArrayBuffer> {
  const norms = new Float64Array(steps);
  for (let n = 0; n < texts; n++) {
    for (let t = 0; t < steps; t++) {
      const start = (n * steps + t) * units;
      norms[t] += Math.hypot(...data.subarray(start, start + units));
    }
  }
  return norms;
}

function meanCosines(a: Tensor<"float64">, b: Tensor<"float64">): Float64Array<ArrayBuffer> {
  const [texts, steps, units] = a.shape;
  const cosines = new Float64Array(steps);
  for (let n = 0; n < texts; n++) {
    for (let t = 0; t < steps; t++) {
      const start = (n * steps + t) * units;
      cosines[t] += cosine(
        a.data.subarray(start, start + units),
        b.data.subarray(start, start + units),
      );
    }
  }
  return cosines.map((sum) => sum / texts);
}

/** 0 where either is nothing. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let product = 0;
  let ofA = 0;
  let ofB = 0;
  for (let n = 0; n < a.length; n++) {
    product += a[n] * b[n];
    ofA += a[n] * a[n];
    ofB += b[n] * b[n];
  }
  const length = Math.sqrt(ofA) * Math.sqrt(ofB);
  return length === 0 ? 0 : product / length;
}
