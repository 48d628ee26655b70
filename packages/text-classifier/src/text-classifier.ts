import { RecurrentNetwork } from "@rnn/model";
import { padSequences } from "@rnn/preprocess";
import { OneHotTensor, type Tensor } from "@rnn/tensor";
import { checkOptions, checkType, checkWhole, describeValue } from "@rnn/tensor/checks";
import {
  decodeClassifier,
  describeInconsistency,
  encodeMetadata,
  type LoadTextClassifierOptions,
} from "./classifier-file.ts";
import { encodeWords } from "./encode-texts.ts";
import { copyJsonRecord, type JsonRecord } from "./json.ts";
import { indexOfLargest } from "./read-scores.ts";
import {
  isTextFormat,
  type ResolvedTextFormat,
  resolveTextFormat,
  textFormatOptionNames,
  tokensOf,
} from "./text/resolve-text-format.ts";
import { type TextFormat, type TextFormatOptions, type Tokens } from "./text/text-format.ts";
import { textFormat1 } from "./text/text-format-1.ts";
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

/** The parts of a classifier. */
export interface TextClassifierOptions extends TextFormatOptions {
  /**
   * The trained network, a `RecurrentNetwork` or a `Sequential` that ends in `dense(1)`, for two classes, or
   * `dense(K)`, for K. It is kept, not copied.
   */
  readonly network: TextNetwork;
  /** Each id's word, or null; as long as an input of the network is wide, or its embedding. `[0]` is null: padding. */
  readonly vocabulary: Vocabulary;
  /** Time steps of the network's input: how many known words it reads, the last ones of a text. */
  readonly maxlen: number;
  /** What labels 0 to K - 1 stand for; default `["0", "1"]` and so on. */
  readonly classNames?: readonly string[];
  /** Notes to keep with it: where the data came from, losses, versions; default none. */
  readonly about?: JsonRecord;
}

/** What a text was taken for. */
export interface Classification {
  /** The name of the likelier class; of the first one where both are equally likely. */
  readonly className: string;
  /** Its label: 0 to K - 1. */
  readonly label: number;
  /** The probability of that class; of two 0.5 to 1. */
  readonly probability: number;
  /** The likeliest classes, this one first; where `top` asks for them. */
  readonly top?: readonly ClassProbability[];
  /** How many words the text has. */
  readonly wordCount: number;
  /** How many of them the network has read. Where it is 0, the probability says nothing of the text. */
  readonly readCount: number;
}

/** A class and its probability. */
export interface ClassProbability {
  readonly className: string;
  readonly label: number;
  readonly probability: number;
}

/**
 * A trained network and all that turns text into its input, kept in one file:
 *
 *     TextClassifier.load(bytes).probability("A great film");
 *
 * A text is cut into words as Keras's `text_to_word_sequence` does, or as `splitTokens` under `textFormat2`. Words of the vocabulary become their
 * ids, others are left out; of more than `maxlen` ids the last stay, fewer are filled up with 0 in front.
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
  readonly network: TextNetwork;
  readonly vocabulary: Vocabulary;
  readonly maxlen: number;
  readonly textFormat: TextFormat;
  readonly tokens: Tokens;
  readonly lowercase: Lowercase;
  readonly classNames: readonly string[];
  readonly about: JsonRecord;
  readonly #ids: ReadonlyMap<string, number>;
  readonly #format: ResolvedTextFormat;

  constructor(options: TextClassifierOptions) {
    checkOptions("TextClassifier", options, optionNames);
    const { network, vocabulary, maxlen, about = {} } = options;
    checkTextNetwork("TextClassifier", network);
    const classCount = classCountOf(network);
    const { classNames = Array.from({ length: classCount }, (_, label) => String(label)) } =
      options;
    this.#ids = idsOf("TextClassifier", vocabulary);
    const { name, rows } = idRowsOf(network);
    if (vocabulary.length !== rows) {
      throw new RangeError(
        `TextClassifier: expected vocabulary to have ${rows} entries, one for each row of ${name}, got ${vocabulary.length}.`,
      );
    }
    checkWhole("TextClassifier", "maxlen", maxlen, 1);
    this.#format = resolveTextFormat("TextClassifier", options);
    checkClassNames(classNames, classCount);
    this.network = network;
    this.vocabulary = Object.freeze([...vocabulary]);
    this.maxlen = maxlen;
    this.textFormat = this.#format.textFormat;
    this.tokens = this.#format.tokens;
    this.lowercase = this.#format.lowercase;
    this.classNames = Object.freeze([...classNames]);
    this.about = copyJsonRecord("TextClassifier", "about", about);
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
    if (!Array.isArray(texts)) {
      const one = typeof texts === "string" ? "one string" : describeValue(texts);
      throw new TypeError(`TextClassifier: expected a list of texts, got ${one}.`);
    }
    const ids = encodeWords("TextClassifier", texts as readonly string[], this.#ids, this.#format);
    // Not by toCategorical, which takes the axis of steps away where it is 1 long.
    return new OneHotTensor(padSequences(ids, { maxlen: this.maxlen }), this.vocabulary.length);
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
   */
  probabilities(texts: readonly string[]): Tensor<"float64"> {
    return predictTexts(this.network, this.input(texts));
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
    checkOptions("TextClassifier", options, ["top"]);
    const { top } = options;
    if (top !== undefined) checkWhole("TextClassifier", "top", top, 1);
    const words = this.words(text);
    const known = words.filter(({ id }) => id !== null).length;
    const ofClasses = this.#ofClasses(this.probabilities([text]).data);
    const label = indexOfLargest(ofClasses);
    const counts = { wordCount: words.length, readCount: Math.min(known, this.maxlen) };
    const probability = ofClasses[label];
    const likeliest = { className: this.classNames[label], label, probability, ...counts };
    return top === undefined ? likeliest : { ...likeliest, top: this.#rank(ofClasses, top) };
  }

  /** The probability of each class of one text. */
  #ofClasses(probabilities: Float64Array): Float64Array {
    return probabilities.length === 1
      ? Float64Array.of(1 - probabilities[0], probabilities[0])
      : probabilities;
  }

  /** The likeliest classes, equally likely ones in their order. */
  #rank(ofClasses: Float64Array, count: number): ClassProbability[] {
    const labels = [...ofClasses.keys()].sort((a, b) => ofClasses[b] - ofClasses[a] || a - b);
    return labels.slice(0, count).map((label) => ({
      className: this.classNames[label],
      label,
      probability: ofClasses[label],
    }));
  }

  /**
   * How the probability of the second class moves as the text is read: what it is before the first word
   * and after each. The last is `probability(text)`, to the bit. Words that are unknown or cut off leave it
   * as it was. Of more than two classes it is that of the likeliest class of the whole text, or of `label`.
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
    const perStep = predictTextsPerStep(this.network, this.input([text])).data;
    const untouched = predictNothing(this.network).data;
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
   * The classifier as a safetensors file. Equal classifiers give equal bytes, and `RecurrentNetwork.load` or
   * `Sequential.load` reads the network out of them, whichever it is.
   */
  save(): Uint8Array<ArrayBuffer> {
    const { textFormat, maxlen, tokens, lowercase, classNames, vocabulary, about } = this;
    const options =
      textFormat.version === 1 ? { maxlen, lowercase, classNames } : { maxlen, tokens, classNames };
    return this.network.save({
      metadata: encodeMetadata({ textFormat, options, vocabulary, about }),
    });
  }

  /**
   * The classifier that `save` wrote.
   *
   * @param options.networks the classes of @rnn/model that may read its network; default `[RecurrentNetwork]`, the
   *   chapter's. For a network of layers give `[Sequential]`, for either both
   * @param options.textFormats what its texts may be read by, default `[textFormat1]`; for a classifier of format 2
   *   give `[textFormat2]`
   * @throws ClassifierFileError for other bytes; its `code` distinguishes a network without text options, one of
   *   another class, another version, and a damaged file. TypeError for what is neither a Uint8Array nor an
   *   ArrayBuffer.
   */
  static load(
    bytes: Uint8Array | ArrayBuffer,
    options: LoadTextClassifierOptions = {},
  ): TextClassifier {
    checkOptions("TextClassifier.load", options, ["networks", "textFormats"]);
    const { networks = [RecurrentNetwork], textFormats = [textFormat1] } = options;
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
    const { options: textOptions, ...parts } = decodeClassifier(bytes, { networks, textFormats });
    try {
      // The constructor checks what the file gives.
      return new TextClassifier({ ...textOptions, ...parts } as unknown as TextClassifierOptions);
    } catch (cause) {
      throw describeInconsistency(cause);
    }
  }
}

/** Of a longer list, an error shows the first ones. */
const mostShown = 12;

const optionNames = [
  "network",
  "vocabulary",
  "maxlen",
  "classNames",
  "about",
  ...textFormatOptionNames,
];

function checkClassNames(names: unknown, count: number): void {
  const areStrings = Array.isArray(names) && names.every((name) => typeof name === "string");
  if (areStrings && names.length === count && new Set(names).size === count) return;
  const [shown, more] = Array.isArray(names)
    ? [names.slice(0, mostShown).map(describeValue), names.length > mostShown ? ", ..." : ""]
    : [[], ""];
  const got = Array.isArray(names)
    ? `${names.length === count || count === 2 ? "" : `${names.length}: `}[${shown.join(", ")}${more}]`
    : describeValue(names);
  throw new TypeError(
    `TextClassifier: expected classNames to be ${count === 2 ? "two" : count} different strings, got ${got}.`,
  );
}
