import { RecurrentNetwork } from "@rnn/model";
import type { NgramFeature } from "@rnn/ngrams";
import { OneHotTensor, Tensor } from "@rnn/tensor";
import {
  checkChoice,
  checkOptions,
  checkType,
  checkWhole,
  describeValue,
} from "@rnn/tensor/checks";
import {
  decodeClassifier,
  describeInconsistency,
  encodeMetadata,
  type LoadTextClassifierOptions,
} from "./classifier-file.ts";
import {
  type ClassifierModel,
  checkNgramClasses,
  checkParts,
  isOfNgrams,
  lacking,
} from "./classifier-parts.ts";
import { checkDecision, type Temperatures } from "./decision/decision.ts";
import { temper } from "./decision/temper.ts";
import { encodeWords } from "./encode-texts.ts";
import { copyJsonRecord, type JsonRecord } from "./json.ts";
import type { NgramPart } from "./ngram-part.ts";
import { padIds } from "./pad-ids.ts";
import { indexOfLargest } from "./read-scores.ts";
import {
  isTextFormat,
  type ResolvedTextFormat,
  resolveTextFormat,
  tokensOf,
} from "./text/resolve-text-format.ts";
import type { TextFormat, Tokens } from "./text/text-format.ts";
import { textFormat1 } from "./text/text-format-1.ts";
import {
  type Classification,
  type ClassProbability,
  checkClassNames,
  checkTextList,
  type NgramTextClassifierOptions,
  type TextClassifierOptions,
  textClassifierOptionNames,
} from "./text-classifier-options.ts";
import {
  checkTextNetwork,
  classCountOf,
  idRowsOf,
  predictNothing,
  predictTexts,
  predictTextsPerStep,
  type TextNetwork,
} from "./text-network.ts";
import { type Trace, traceWords } from "./trace.ts";
import { idsOf, type Vocabulary } from "./vocabulary.ts";
import type { KnownWord, Lowercase } from "./words.ts";

/**
 * A trained network, n-grams or both, and all that turns text into their input, kept in one file:
 *
 *     TextClassifier.load(bytes).probability("A great film");
 *
 * For the network a text is cut into words as Keras's `text_to_word_sequence` does, or as `splitTokens` under
 * `textFormat2`. Words of the vocabulary become their ids, others are left out; of more than `maxlen` ids the
 * last stay, fewer are filled up with 0 in front. N-grams are given the text as `textFormat` normalizes it. Of both,
 * p[k] is p_rnn[k]^w_rnn p_ngrams[k]^w_ngrams, made to sum to 1, with the weights of the part's `combination`.
 *
 * @throws RangeError, TypeError for parts that do not go together: a vocabulary of another length than an
 *   input of the network, a word with two ids, a word with id 0, an `about` that is not JSON. Error for a
 *   network without weights.
 *
 * @example
 * ```ts
 * const network = new RecurrentNetwork({ nCells: 1 });
 * network.setWeights({ w1h: [[0.5]], w1x: [[0], [1], [-1]], b1: [0], w2: [[3]], b2: [0] });
 * const vocabulary = [null, "great", "dull"];
 * const classifier = new TextClassifier({ network, vocabulary, maxlen: 20, classNames: ["bad", "good"] });
 * classifier.probability("A GREAT film!"); // => 0.908
 * classifier.classify("great, then dull").className; // => "bad"
 *
 * const bytes = classifier.save();
 * TextClassifier.load(bytes).probability("A GREAT film!"); // => 0.908
 * ```
 *
 * Python twin: none; what `text_to_word_sequence`, `pad_sequences` and a model's `predict` do in a row.
 */
export class TextClassifier {
  /** What it predicts by. */
  readonly model: ClassifierModel;
  readonly ngrams: NgramPart | undefined;
  readonly vocabulary: Vocabulary;
  readonly maxlen: number;
  readonly textFormat: TextFormat;
  readonly tokens: Tokens;
  readonly lowercase: Lowercase;
  readonly classNames: readonly string[];
  readonly about: JsonRecord;
  /** What calibrates the probabilities of each part; undefined where nothing does. */
  readonly temperatures: Temperatures | undefined;
  /** Of two classes: above which probability a text is of the second one; undefined for 0.5. */
  readonly threshold: number | undefined;
  /** Below which probability of its class a text is rejected; undefined where none is. */
  readonly rejectBelow: number | undefined;
  readonly #network: TextNetwork | undefined;
  readonly #ids: ReadonlyMap<string, number>;
  readonly #format: ResolvedTextFormat;
  readonly #normalize: (text: string) => string;

  constructor(given: TextClassifierOptions | NgramTextClassifierOptions) {
    checkOptions("TextClassifier", given, textClassifierOptionNames);
    this.model = checkParts(given);
    // N-grams alone read no ids.
    const ofNgrams = { network: undefined, vocabulary: [null], maxlen: 1 };
    const options = isOfNgrams(given) ? { ...given, ...ofNgrams } : given;
    const { network, ngrams, vocabulary, maxlen, about = {} } = options;
    if (ngrams === undefined || network !== undefined) checkTextNetwork("TextClassifier", network);
    const classCount = network
      ? classCountOf(network)
      : (options.classNames?.length ?? ngrams?.classifier.classes ?? 2);
    const { classNames = Array.from({ length: classCount }, (_, label) => String(label)) } =
      options;
    this.#ids = idsOf("TextClassifier", vocabulary);
    const { name, rows } = network ? idRowsOf(network) : { name: "ngrams", rows: 1 };
    if (vocabulary.length !== rows) {
      throw new RangeError(
        `TextClassifier: expected vocabulary to have ${rows} entries, one for each row of ${name}, got ${vocabulary.length}.`,
      );
    }
    checkWhole("TextClassifier", "maxlen", maxlen, 1);
    this.#format = resolveTextFormat("TextClassifier", options);
    checkClassNames(classNames, classCount);
    checkNgramClasses(ngrams, classCount);
    checkDecision("TextClassifier", options, classCount);
    this.#network = network;
    this.ngrams = ngrams;
    this.vocabulary = Object.freeze([...vocabulary]);
    this.maxlen = maxlen;
    this.textFormat = this.#format.textFormat;
    this.#normalize = this.textFormat.normalize ?? ((text) => text);
    this.tokens = this.#format.tokens;
    this.lowercase = this.#format.lowercase;
    this.classNames = Object.freeze([...classNames]);
    this.about = copyJsonRecord("TextClassifier", "about", about);
    this.temperatures = options.temperatures && Object.freeze({ ...options.temperatures });
    this.threshold = options.threshold;
    this.rejectBelow = options.rejectBelow;
  }

  /**
   * The network.
   * @throws RangeError for a classifier of n-grams alone; see `model`
   */
  get network(): TextNetwork {
    if (this.#network !== undefined) return this.#network;
    throw lacking("a network", this.model);
  }

  /**
   * The words of a text, each with its id, or null where the vocabulary does not have it.
   *
   * @example
   * ```ts
   * const network = new RecurrentNetwork({ nCells: 1 });
   * network.setWeights({ w1h: [[0]], w1x: [[0], [1]], b1: [0], w2: [[1]], b2: [0] });
   * const classifier = new TextClassifier({ network, vocabulary: [null, "film"], maxlen: 9 });
   * classifier.words("Fine film."); // => [{ word: "fine", id: null }, { word: "film", id: 1 }]
   * ```
   */
  words(text: string): KnownWord[] {
    checkType("TextClassifier", "text", text, "string");
    const idOf = (word: string) => this.#ids.get(word) ?? null;
    const { locate } = this.textFormat;
    if (locate === undefined) {
      return tokensOf(text, this.#format).map((word) => ({ word, id: idOf(word) }));
    }
    return locate(text, this.#format).map(({ token, start, end }) => ({
      word: token,
      id: idOf(token),
      start,
      end,
    }));
  }

  /** The ids of the text's known words in their order, neither padded nor cut. */
  encode(text: string): Int32Array {
    return encodeWords("TextClassifier", [text], this.#ids, this.#format).row(0);
  }

  /** What the network is given: `[texts, maxlen, vocabulary]`, padded and cut in front; an embedding reads its `indices`. */
  input(texts: readonly string[]): OneHotTensor {
    checkTextList(texts);
    const ids = encodeWords("TextClassifier", texts, this.#ids, this.#format);
    // Not by toCategorical, which takes the axis of steps away where it is 1 long.
    return new OneHotTensor(padIds(ids, this.maxlen), this.vocabulary.length);
  }

  /**
   * The probability of the second of two classes.
   * @throws RangeError for a classifier of more classes
   */
  probability(text: string): number {
    const { length } = this.classNames;
    if (length > 2) {
      throw new RangeError(
        `TextClassifier: expected two classes for one probability, got ${length}. ` +
          "probabilities([text]) gives that of each, classify(text) the likeliest.",
      );
    }
    return this.probabilities([text]).data[0];
  }

  /**
   * The probability of the second class of each text: float64 `[N]`; of more than two classes, that of each,
   * `[N, K]`. Many texts at once are faster than one by one.
   *
   * @param options.model by what: default all parts there are; `"rnn"` or `"ngrams"` for one part of both
   */
  probabilities(
    texts: readonly string[],
    options: { readonly model?: ClassifierModel } = {},
  ): Tensor<"float64"> {
    checkOptions("TextClassifier", options, ["model"]);
    const { model = this.model } = options;
    checkChoice("TextClassifier", "model", model, ["rnn", "ngrams", "both"]);
    checkTextList(texts);
    return this.#calibrate(model, this.#predict(model, texts));
  }

  /**
   * What `probabilities(texts, { model })` gives for each model that there is, to the bit: of a classifier of both for
   * its network, its n-grams and both together, each part at work once.
   *
   * @example
   * ```ts
   * const network = new RecurrentNetwork({ nCells: 1 });
   * network.setWeights({ w1h: [[0]], w1x: [[0], [1]], b1: [0], w2: [[1]], b2: [0] });
   * const classifier = new TextClassifier({ network, vocabulary: [null, "film"], maxlen: 9 });
   * classifier.probabilitiesByModel(["A film"]).rnn?.shape; // => [1]
   * ```
   */
  probabilitiesByModel(
    texts: readonly string[],
  ): Readonly<Partial<Record<ClassifierModel, Tensor<"float64">>>> {
    const { model, ngrams: part } = this;
    if (model !== "both" || part === undefined) return { [model]: this.probabilities(texts) };
    checkTextList(texts);
    const rnn = this.#predict("rnn", texts);
    const ngrams = this.#predict("ngrams", texts);
    return {
      rnn: this.#calibrate("rnn", rnn),
      ngrams: this.#calibrate("ngrams", ngrams),
      both: this.#calibrate("both", part.combine(rnn, ngrams)),
    };
  }

  /** Probabilities before they are calibrated. */
  #predict(model: ClassifierModel, texts: readonly string[]): Tensor<"float64"> {
    if (model === "rnn") return predictTexts(this.network, this.input(texts));
    const { ngrams } = this;
    if (ngrams === undefined) throw lacking("n-grams", this.model);
    const ofNgrams = ngrams.predict(texts.map(this.#normalize), this.classNames.length);
    if (model === "ngrams") return ofNgrams;
    return ngrams.combine(this.#predict("rnn", texts), ofNgrams);
  }

  /** At the temperature of their part. */
  #calibrate(model: ClassifierModel, given: Tensor<"float64">): Tensor<"float64"> {
    const temperature = this.temperatures?.[model];
    if (temperature === undefined) return given;
    const { length } = this.classNames;
    const columns = length === 2 ? 1 : length;
    return new Tensor(temper(given.contiguous().data, columns, temperature), "float64", [
      ...given.shape,
    ]);
  }

  /**
   * The n-grams that moved the probability of a text's class most, in either direction, the strongest first.
   *
   * @param options.count how many; default 10
   * @param options.label for or against which class; default the n-grams' own likeliest one
   * @returns none for a class that the n-grams were not fitted on: they give it no probability
   * @throws RangeError for a classifier without n-grams, or a label that is not one of its classes
   */
  topNgrams(
    text: string,
    options: { readonly count?: number; readonly label?: number } = {},
  ): NgramFeature[] {
    checkType("TextClassifier", "text", text, "string");
    checkOptions("TextClassifier", options, ["count", "label"]);
    const { count = 10, label } = options;
    checkWhole("TextClassifier", "count", count, 1);
    if (label !== undefined) {
      checkWhole("TextClassifier", "label", label, 0, { most: this.classNames.length - 1 });
    }
    if (this.ngrams === undefined) throw lacking("n-grams", this.model);
    return this.ngrams.topFeatures(this.#normalize(text), {
      count,
      ...(label !== undefined && { classIndex: label }),
    });
  }

  /**
   * The likeliest class by name, its probability, and how much of the text it rests on.
   *
   * @param options.top how many of the likeliest classes to give besides, a whole number from 1 on; all where
   *   there are fewer
   *
   * @example
   * ```ts
   * const network = new RecurrentNetwork({ nCells: 1 });
   * network.setWeights({ w1h: [[0]], w1x: [[0], [1]], b1: [0], w2: [[1]], b2: [0] });
   * const classifier = new TextClassifier({ network, vocabulary: [null, "film"], maxlen: 9 });
   * const { className, top } = classifier.classify("A film", { top: 2 });
   * className; // => "1"
   * top?.map(({ probability }) => probability); // => [0.682, 0.318]
   * ```
   */
  classify(text: string, options: { readonly top?: number } = {}): Classification {
    checkType("TextClassifier", "text", text, "string");
    return this.classifyAll([text], options)[0];
  }

  /**
   * What `classify` gives for each text, to the bit. Many texts at once are faster than one by one.
   *
   * @param options.top as for `classify`
   *
   * @example
   * ```ts
   * const network = new RecurrentNetwork({ nCells: 1 });
   * network.setWeights({ w1h: [[0]], w1x: [[0], [1]], b1: [0], w2: [[1]], b2: [0] });
   * const classifier = new TextClassifier({ network, vocabulary: [null, "film"], maxlen: 9 });
   * classifier.classifyAll(["A film", "Film!"]).map(({ wordCount }) => wordCount); // => [2, 1]
   * ```
   */
  classifyAll(texts: readonly string[], options: { readonly top?: number } = {}): Classification[] {
    checkOptions("TextClassifier", options, ["top"]);
    const { top } = options;
    if (top !== undefined) checkWhole("TextClassifier", "top", top, 1);
    checkTextList(texts);
    if (texts.length === 0) return [];
    const { data } = this.probabilities(texts).contiguous();
    const width = data.length / texts.length;
    return texts.map((text, row) => {
      const words = this.words(text);
      const known = words.filter(({ id }) => id !== null).length;
      const ofClasses = this.#ofClasses(data.subarray(row * width, (row + 1) * width));
      const label =
        this.threshold === undefined
          ? indexOfLargest(ofClasses)
          : Number(ofClasses[1] > this.threshold);
      const readCount = this.model === "ngrams" ? words.length : Math.min(known, this.maxlen);
      const probability = ofClasses[label];
      return {
        className: this.classNames[label],
        label,
        probability,
        ...(this.rejectBelow !== undefined && { rejected: probability < this.rejectBelow }),
        wordCount: words.length,
        readCount,
        ...(top !== undefined && { top: this.#rank(ofClasses, label, top) }),
      };
    });
  }

  /** The probability of each class of one text. */
  #ofClasses(probabilities: Float64Array): Float64Array {
    return probabilities.length === 1
      ? Float64Array.of(1 - probabilities[0], probabilities[0])
      : probabilities;
  }

  /** The class that was chosen and then the likeliest others, equally likely ones in their order. */
  #rank(ofClasses: Float64Array, chosen: number, count: number): ClassProbability[] {
    const others = [...ofClasses.keys()]
      .filter((label) => label !== chosen)
      .sort((a, b) => ofClasses[b] - ofClasses[a] || a - b);
    return [chosen, ...others].slice(0, count).map((label) => ({
      className: this.classNames[label],
      label,
      probability: ofClasses[label],
    }));
  }

  /**
   * How the probability of the second class moves as the text is read: what it is before the first word
   * and after each. The last is `probability(text)`, to the bit; of a classifier with n-grams it is the network's
   * own, that of `{ model: "rnn" }`, and `topNgrams` says what moved the other part. Words that are unknown or cut
   * off leave it as it was. Of more than two classes it is that of the likeliest class of the whole text, or of `label`.
   *
   * @param options.label the class to follow
   *
   * @example
   * ```ts
   * const network = new RecurrentNetwork({ nCells: 1 });
   * network.setWeights({ w1h: [[0.5]], w1x: [[0], [1], [-1]], b1: [0], w2: [[3]], b2: [0] });
   * const classifier = new TextClassifier({ network, vocabulary: [null, "great", "dull"], maxlen: 20 });
   * const { start, words } = classifier.trace("Dull? Rather great!");
   * start; // => 0.5
   * words.map(({ word, status }) => `${word}: ${status}`); // => ["dull: read", "rather: unknown", "great: read"]
   * words.map(({ probability }) => probability); // => [0.092, 0.092, 0.839]
   * ```
   */
  trace(text: string, options: { readonly label?: number } = {}): Trace {
    checkOptions("TextClassifier", options, ["label"]);
    const classes = this.classNames.length;
    const { label: wanted } = options;
    if (wanted !== undefined)
      checkWhole("TextClassifier", "label", wanted, 0, { most: classes - 1 });
    const words = this.words(text);
    const calibrated = (given: Tensor<"float64">) => this.#calibrate("rnn", given).data;
    const perStep = calibrated(predictTextsPerStep(this.network, this.input([text])));
    const untouched = calibrated(predictNothing(this.network));
    if (classes === 2) {
      const of = (p: number): number => (wanted === 0 ? 1 - p : p);
      return traceWords(words, perStep.map(of), of(untouched[0]));
    }
    const label = wanted ?? indexOfLargest(perStep.subarray(-classes));
    const columnOf = (rows: Float64Array): Float64Array =>
      rows.filter((_, i) => i % classes === label);
    return { label, ...traceWords(words, columnOf(perStep), columnOf(untouched)[0]) };
  }

  /**
   * The classifier as a safetensors file. Equal classifiers give equal bytes. Of a network alone,
   * `RecurrentNetwork.load` or `Sequential.load` reads the network out of them, whichever it is.
   */
  save(): Uint8Array<ArrayBuffer> {
    const { textFormat, maxlen, tokens, lowercase, classNames, vocabulary, about } = this;
    const { temperatures, threshold, rejectBelow } = this;
    const options = {
      ...(textFormat.version === 1
        ? { maxlen, lowercase, classNames }
        : { maxlen, tokens, classNames }),
      temperatures,
      threshold,
      rejectBelow,
    };
    const metadata = encodeMetadata({ textFormat, options, vocabulary, about });
    if (this.ngrams === undefined) return this.network.save({ metadata });
    return this.ngrams.encode(this.#network?.save(), metadata);
  }

  /**
   * The classifier that `save` wrote.
   *
   * @param options.networks the classes of @rnn/model that may read its network; default `[RecurrentNetwork]`, the
   *   chapter's. For a network of layers give `[Sequential]`, for either both
   * @param options.textFormats what its texts may be read by, default `[textFormat1]`; for a classifier of format 2
   *   give `[textFormat2]`
   * @param options.ngrams what reads n-grams, `NgramPart`; default none
   * @throws ClassifierFileError for other bytes; its `code` distinguishes a network without text options, one of
   *   another class, another version, and a damaged file. TypeError for what is neither a Uint8Array nor an
   *   ArrayBuffer.
   */
  static load(
    bytes: Uint8Array | ArrayBuffer,
    options: LoadTextClassifierOptions = {},
  ): TextClassifier {
    checkOptions("TextClassifier.load", options, ["networks", "textFormats", "ngrams"]);
    const { networks = [RecurrentNetwork], textFormats = [textFormat1], ngrams } = options;
    if (!Array.isArray(networks) || networks.some((each) => typeof each?.load !== "function")) {
      throw new TypeError(
        `TextClassifier.load: expected networks to be a list, such as [Sequential], got ${describeValue(networks)}.`,
      );
    }
    if (!Array.isArray(textFormats) || !textFormats.every(isTextFormat)) {
      throw new TypeError(
        `TextClassifier.load: expected textFormats to be a list, such as [textFormat2], got ${describeValue(textFormats)}.`,
      );
    }
    const { options: textOptions, ...parts } = decodeClassifier(bytes, {
      networks,
      textFormats,
      ngrams,
    });
    try {
      // The constructor checks what the file gives.
      return new TextClassifier({ ...textOptions, ...parts } as TextClassifierOptions);
    } catch (cause) {
      throw describeInconsistency(cause);
    }
  }
}
