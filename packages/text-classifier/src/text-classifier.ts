import { RecurrentNetwork } from "@rnn/model";
import { padSequences } from "@rnn/preprocess";
import { OneHotTensor, type Tensor } from "@rnn/tensor";
import { checkOptions, checkType, checkWhole, describeValue } from "@rnn/tensor/checks";
import { decodeClassifier, describeInconsistency, encodeMetadata } from "./classifier-file.ts";
import { encodeWords } from "./encode-texts.ts";
import { copyJsonRecord, type JsonRecord } from "./json.ts";
import { locateTokens, type Tokens } from "./text/split-tokens.ts";
import {
  type ResolvedTextFormat,
  resolveTextFormat,
  type TextFormat,
  type TextFormatOptions,
  textFormatOptionNames,
  tokensOf,
} from "./text/text-format.ts";
import {
  checkTextNetwork,
  idRowsOf,
  type NetworkClass,
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
  /** The trained network, a `RecurrentNetwork` or a `Sequential` that ends in `dense(1)`. It is kept, not copied. */
  readonly network: TextNetwork;
  /** Each id's word, or null; as long as an input of the network is wide, or its embedding. `[0]` is null: padding. */
  readonly vocabulary: Vocabulary;
  /** Time steps of the network's input: how many known words it reads, the last ones of a text. */
  readonly maxlen: number;
  /** What labels 0 and 1 stand for; default `["0", "1"]`. */
  readonly classNames?: readonly [string, string];
  /** Notes to keep with it: where the data came from, losses, versions; default none. */
  readonly about?: JsonRecord;
}

/** What a text was taken for. */
export interface Classification {
  /** The name of the likelier class; of the first one where both are equally likely. */
  readonly className: string;
  /** Its label: 0 or 1. */
  readonly label: 0 | 1;
  /** The probability of that class, 0.5 to 1. */
  readonly probability: number;
  /** How many words the text has. */
  readonly wordCount: number;
  /** How many of them the network has read. Where it is 0, the probability says nothing of the text. */
  readonly readCount: number;
}

/**
 * A trained network and all that turns text into its input, kept in one file:
 *
 *     TextClassifier.load(bytes).probability("A great film");
 *
 * A text is cut into words as Keras's `text_to_word_sequence` does, or as `splitTokens` where `textFormat` is 2. Words of the vocabulary become their
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
  readonly classNames: readonly [string, string];
  readonly about: JsonRecord;
  readonly #ids: ReadonlyMap<string, number>;
  readonly #format: ResolvedTextFormat;

  constructor(options: TextClassifierOptions) {
    checkOptions("TextClassifier", options, optionNames);
    const { network, vocabulary, maxlen, about = {} } = options;
    const { classNames = ["0", "1"] } = options;
    checkTextNetwork("TextClassifier", network);
    this.#ids = idsOf("TextClassifier", vocabulary);
    const { name, rows } = idRowsOf(network);
    if (vocabulary.length !== rows) {
      throw new RangeError(
        `TextClassifier: expected vocabulary to have ${rows} entries, one for each row of ${name}, got ${vocabulary.length}.`,
      );
    }
    checkWhole("TextClassifier", "maxlen", maxlen, 1);
    this.#format = resolveTextFormat("TextClassifier", options);
    checkClassNames(classNames);
    this.network = network;
    this.vocabulary = Object.freeze([...vocabulary]);
    this.maxlen = maxlen;
    this.textFormat = this.#format.textFormat;
    this.tokens = this.#format.tokens;
    this.lowercase = this.#format.lowercase;
    this.classNames = Object.freeze<[string, string]>([...classNames]);
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
    if (this.textFormat === 1) {
      return tokensOf(text, this.#format).map((word) => ({ word, id: idOf(word) }));
    }
    return locateTokens(text, { tokens: this.tokens }).map(({ token, start, end }) => ({
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

  /** The probability of the second class. */
  probability(text: string): number {
    return this.probabilities([text]).data[0];
  }

  /** The probability of the second class of each text: float64 `[N]`. Many at once are faster than one by one. */
  probabilities(texts: readonly string[]): Tensor<"float64"> {
    return predictTexts(this.network, this.input(texts));
  }

  /** The likelier class by name, its probability, and how much of the text it rests on. */
  classify(text: string): Classification {
    const words = this.words(text);
    const known = words.filter(({ id }) => id !== null).length;
    const probability = this.probability(text);
    const label = probability > 0.5 ? 1 : 0;
    return {
      className: this.classNames[label],
      label,
      probability: label === 1 ? probability : 1 - probability,
      wordCount: words.length,
      readCount: Math.min(known, this.maxlen),
    };
  }

  /**
   * How the probability of the second class moves as the text is read: what it is before the first word
   * and after each. The last is `probability(text)`, to the bit. Words that are unknown or cut off leave it
   * as it was.
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
  trace(text: string): Trace {
    const perStep = predictTextsPerStep(this.network, this.input([text]));
    return traceWords(this.words(text), perStep.data, predictNothing(this.network));
  }

  /**
   * The classifier as a safetensors file. Equal classifiers give equal bytes, and `RecurrentNetwork.load` or
   * `Sequential.load` reads the network out of them, whichever it is.
   */
  save(): Uint8Array<ArrayBuffer> {
    const { textFormat, maxlen, tokens, lowercase, classNames, vocabulary, about } = this;
    const options =
      textFormat === 1 ? { maxlen, lowercase, classNames } : { maxlen, tokens, classNames };
    return this.network.save({
      metadata: encodeMetadata({ textFormat, options, vocabulary, about }),
    });
  }

  /**
   * The classifier that `save` wrote.
   *
   * @param options.networks the classes of @rnn/model that may read its network; default `[RecurrentNetwork]`, the
   *   chapter's. For a network of layers give `[Sequential]`, for either both
   * @throws ClassifierFileError for other bytes; its `code` distinguishes a network without text options, one of
   *   another class, another version, and a damaged file. TypeError for what is neither a Uint8Array nor an
   *   ArrayBuffer.
   */
  static load(
    bytes: Uint8Array | ArrayBuffer,
    options: { readonly networks?: readonly NetworkClass[] } = {},
  ): TextClassifier {
    checkOptions("TextClassifier.load", options, ["networks"]);
    const { networks = [RecurrentNetwork] } = options;
    if (!Array.isArray(networks) || networks.some((each) => typeof each?.load !== "function")) {
      throw new TypeError(
        `TextClassifier.load: expected networks to be a list, such as [Sequential], got ${describeValue(networks)}.`,
      );
    }
    const { options: textOptions, ...parts } = decodeClassifier(bytes, networks);
    try {
      // The constructor checks what the file gives.
      return new TextClassifier({ ...textOptions, ...parts } as unknown as TextClassifierOptions);
    } catch (cause) {
      throw describeInconsistency(cause);
    }
  }
}

const optionNames = [
  "network",
  "vocabulary",
  "maxlen",
  "classNames",
  "about",
  ...textFormatOptionNames,
];

function checkClassNames(names: unknown): void {
  const isPair = Array.isArray(names) && names.length === 2;
  if (!isPair || names.some((name) => typeof name !== "string") || names[0] === names[1]) {
    const got = Array.isArray(names)
      ? `[${names.map(describeValue).join(", ")}]`
      : describeValue(names);
    throw new TypeError(
      `TextClassifier: expected classNames to be two different strings, got ${got}.`,
    );
  }
}
