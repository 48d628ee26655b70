import { Sequential } from "@rnn/model";
import type { NgramClassifier } from "@rnn/ngrams";
import { Tensor } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";
import { checksum } from "@rnn/tensor/sealed-safetensors";
import type { ClassifierModel } from "../classifier-parts.ts";
import { TextClassifier } from "../text-classifier.ts";
import type { Vocabulary } from "../vocabulary.ts";
import type { NetworkSettings } from "./network-settings.ts";

/** A classifier that training goes on from. */
export interface EarlierClassifier {
  readonly classifier: TextClassifier;
  readonly network: Sequential | undefined;
  readonly ngrams: NgramClassifier | undefined;
  /** Equal for equal classifiers. */
  readonly checksum: string;
}

/** Options that an earlier classifier has already decided. */
const decided = [
  "tokens",
  "cell",
  "units",
  "outputDim",
  "embeddingDropout",
  "dropout",
  "ngrams",
] as const;

type GivenOptions = Readonly<Partial<Record<(typeof decided)[number] | "from" | "model", unknown>>>;

/**
 * The parts of the classifier that `from` is.
 * @throws TypeError for what is none, RangeError for one that cannot be trained further, or other options with it
 */
export function openEarlier(caller: string, options: GivenOptions): EarlierClassifier | undefined {
  const { from, model = "auto" } = options;
  if (from === undefined) return undefined;
  if (!(from instanceof TextClassifier)) {
    throw new TypeError(
      `${caller}: expected from to be a TextClassifier, got ${describeValue(from)}. ` +
        "loadTextClassifier reads one from a file.",
    );
  }
  const network = from.model === "ngrams" ? undefined : from.network;
  const isOwn = network === undefined || network instanceof Sequential;
  if (from.textFormat.version !== 2 || !isOwn) {
    throw new RangeError(
      `${caller}: expected a classifier that trainTextClassifier made, got one of the chapter's network or of ` +
        "text format 1 (from). Train a new one.",
    );
  }
  const given = decided.find((name) => options[name] !== undefined && options[name] !== "auto");
  if (given !== undefined) {
    throw new RangeError(
      `${caller}: expected no ${given} beside an earlier classifier, which keeps its own, got ${describeValue(options[given])} (from). Leave it out.`,
    );
  }
  if (model !== "auto" && model !== from.model && from.model !== "both") {
    throw new RangeError(
      `${caller}: expected model to be "${from.model}", which the earlier classifier has, got ${describeValue(model)} (from). Train a new classifier.`,
    );
  }
  const bytes = from.save();
  return {
    classifier: from,
    network,
    ngrams: from.ngrams?.classifier,
    checksum: checksum({ file: new Tensor(bytes, "uint8", [bytes.length]) }, {}),
  };
}

/** What is trained: what is asked for, else the parts that there are. */
export function modelOf(
  asked: ClassifierModel | "auto",
  earlier: EarlierClassifier | undefined,
): ClassifierModel | "auto" {
  return asked === "auto" && earlier ? earlier.classifier.model : asked;
}

/** The tokens that are known, and after them those that are new. */
export function extendVocabulary(known: Vocabulary, found: Vocabulary): Vocabulary {
  const have = new Set(known);
  return [...known, ...found.filter((token) => token !== null && !have.has(token))];
}

/** What new texts add to a classifier. */
export function countAdded(
  { classifier, network }: EarlierClassifier,
  classNames: readonly string[],
  vocabulary: Vocabulary,
): { readonly classNames: readonly string[]; readonly tokens: number } {
  return {
    classNames: classNames.slice(classifier.classNames.length),
    tokens: network ? vocabulary.length - classifier.vocabulary.length : 0,
  };
}

/** @throws RangeError for vectors of another length than those of an earlier network */
export function checkEarlierWidth(
  caller: string,
  { network }: EarlierClassifier,
  outputDim: number,
): void {
  const [first] = network?.layers ?? [];
  if (first?.kind !== "embedding" || first.outputDim === outputDim) return;
  throw new RangeError(
    `${caller}: expected wordVectors of ${first.outputDim} numbers, as the earlier classifier has, got ${outputDim}. ` +
      "Give others, or leave them out.",
  );
}

/** Of a network that is trained further, the steps that Adam takes: two thirds of those of a new one. */
const learningRate = 0.002;

/** The settings of a network that is trained further: those of its layers are its own. */
export function keepSettings(
  settings: NetworkSettings,
  { classifier, network }: EarlierClassifier,
  given: { readonly learningRate?: number; readonly maxlen?: number },
): NetworkSettings {
  if (network === undefined) return settings;
  const own: { -readonly [Name in keyof NetworkSettings]?: NetworkSettings[Name] } = {};
  network.layers.forEach((layer, place) => {
    if (layer.kind === "embedding") own.outputDim = layer.outputDim;
    const cell = layer.kind === "bidirectional" ? layer.layer : layer;
    if (cell.kind === "gru" || cell.kind === "lstm" || cell.kind === "simpleRnn") {
      own.cell = cell.kind;
      own.units = cell.units;
    }
    if (layer.kind === "dropout") own[place === 1 ? "embeddingDropout" : "dropout"] = layer.rate;
  });
  return {
    ...settings,
    embeddingDropout: 0,
    dropout: 0,
    ...own,
    maxlen: given.maxlen ?? classifier.maxlen,
    learningRate: given.learningRate ?? learningRate,
  };
}
