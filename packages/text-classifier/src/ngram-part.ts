/**
 * What a TextClassifier needs to predict by n-grams, alone or beside a network. It is a value that classifiers are
 * given, so that a page that reads by a network alone brings none of it.
 *
 * Its file is a safetensors file. The parts are whole files of their own, each with its own checksum, as lists of
 * bytes:
 *   network          uint8, what the network's `save` gives; missing where there are n-grams alone
 *   ngrams           uint8, what the `save` of an NgramClassifier gives
 * with the entries of classifier-file.ts in the metadata, and
 *   text.combination { rnn, ngrams } as JSON, the weights of both; missing where there are n-grams alone
 *   text.crc32       the checksum of all of it
 */
import { NgramClassifier, type NgramFeature } from "@rnn/ngrams";
import { type DType, Tensor } from "@rnn/tensor";
import { checkOptions, describeValue } from "@rnn/tensor/checks";
import { encodeSealedSafetensors, removeSeal } from "@rnn/tensor/sealed-safetensors";
import { type Combination, combineProbabilities } from "./combination/combination.ts";
import { mergeEqualNgrams } from "./merge-equal-ngrams.ts";
import { predictNgrams } from "./ngram-probabilities.ts";

type Metadata = Readonly<Record<string, string>>;
type Tensors = Readonly<Record<string, Tensor<DType>>>;

const seal = "text.crc32";

/**
 * N-grams as a part of a `TextClassifier`, and how they are put together with its network.
 *
 * @param classifier the fitted n-grams. They are kept, not copied
 * @param options.combination the weights of network and n-grams, for a classifier with both
 * @throws TypeError for what is not an `NgramClassifier`, or weights that are not numbers from 0 on
 *
 * @example
 * ```ts
 * const bag = new NgramClassifier();
 * await bag.fit(["so good", "so bad"], [1, 0]);
 * const classifier = new TextClassifier({ ngrams: new NgramPart(bag), classNames: ["down", "up"] });
 * classifier.classify("good").className; // => "up"
 * TextClassifier.load(classifier.save(), { ngrams: NgramPart }).model; // => "ngrams"
 * ```
 */
export class NgramPart {
  readonly classifier: NgramClassifier;
  readonly combination: Combination | undefined;

  constructor(
    classifier: NgramClassifier,
    options: { readonly combination?: Combination | undefined } = {},
  ) {
    checkOptions("NgramPart", options, ["combination"]);
    if (!(classifier instanceof NgramClassifier)) {
      throw new TypeError(
        `NgramPart: expected an NgramClassifier, got ${describeValue(classifier)}.`,
      );
    }
    const { combination } = options;
    if (combination !== undefined) checkCombination(combination);
    this.classifier = classifier;
    this.combination = combination && Object.freeze({ ...combination });
  }

  /** What the n-grams alone make of texts: float64 `[N]` for two classes, else `[N, classes]`. */
  predict(texts: readonly string[], classes: number): Tensor<"float64"> {
    return predictNgrams(this.classifier, texts, classes);
  }

  /** Probabilities of a network and of the n-grams put together, in their shape. */
  combine(ofNetwork: Tensor<"float64">, ofNgrams: Tensor<"float64">): Tensor<"float64"> {
    if (this.combination !== undefined) {
      return combineProbabilities(this.combination, ofNetwork, ofNgrams);
    }
    throw new Error("NgramPart: expected a combination to put both together by.");
  }

  /**
   * The n-grams that moved the class of a text most; none for a class that they were not fitted on. A word and the run
   * of its characters are one, whose weight is the sum of both.
   */
  topFeatures(
    text: string,
    options: { readonly count: number; readonly classIndex?: number },
  ): NgramFeature[] {
    const { classIndex = 0, count } = options;
    if (classIndex >= this.classifier.classes) return [];
    const all = this.classifier.topFeatures(text, { ...options, count: Number.MAX_SAFE_INTEGER });
    return mergeEqualNgrams(all).slice(0, count);
  }

  /** The file of a classifier, with the file of its network. */
  encode(
    network: Uint8Array<ArrayBuffer> | undefined,
    metadata: Metadata,
  ): Uint8Array<ArrayBuffer> {
    const tensors = {
      ...(network && { network: asTensor(network) }),
      ngrams: asTensor(this.classifier.save()),
    };
    const { combination } = this;
    const entry = combination && { "text.combination": JSON.stringify(combination) };
    return encodeSealedSafetensors(tensors, { ...metadata, ...entry }, seal);
  }

  /**
   * The n-grams of a file, and the file of its network.
   * @throws Error for a file that is damaged
   */
  static decode(
    tensors: Tensors,
    metadata: Metadata,
  ): { readonly ngrams: NgramPart; readonly network: Uint8Array<ArrayBuffer> | undefined } {
    if (removeSeal(tensors, metadata, seal) === undefined) {
      throw new RangeError("it is damaged: its checksum differs. Get it again, or save it again");
    }
    const weights = metadata["text.combination"];
    const combination = weights === undefined ? undefined : (JSON.parse(weights) as Combination);
    return {
      ngrams: new NgramPart(NgramClassifier.load(bytesOf(tensors["ngrams"])), { combination }),
      network: tensors["network"] && bytesOf(tensors["network"]),
    };
  }
}

function checkCombination(combination: Combination): void {
  const isFitting = (weight: unknown) => Number.isFinite(weight) && Number(weight) >= 0;
  if (isFitting(combination?.rnn) && isFitting(combination.ngrams)) return;
  throw new TypeError(
    `NgramPart: expected combination to be { rnn, ngrams }, two numbers from 0 on, got ${JSON.stringify(combination)}.`,
  );
}

function asTensor(bytes: Uint8Array<ArrayBuffer>): Tensor<"uint8"> {
  return new Tensor(bytes, "uint8", [bytes.length]);
}

function bytesOf(tensor: Tensor<DType>): Uint8Array<ArrayBuffer> {
  const { data } = tensor.contiguous();
  if (data instanceof Uint8Array) return data.slice();
  throw new RangeError("a part of it is not a file");
}
