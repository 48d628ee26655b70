import type { Tensor } from "@rnn/tensor";
import { Tensor as TensorClass } from "@rnn/tensor";
import { checkOptions, checkWhole, describeValue } from "@rnn/tensor/checks";
import { checkTexts } from "./check-texts.ts";
import { type Labels, resolveLabels } from "./labels.ts";
import { probabilities } from "./logistic-loss.ts";
import { type LogisticFitOptions, LogisticRegression } from "./logistic-regression.ts";
import type { NgramClassifierOptions } from "./ngram-classifier-options.ts";
import { decodeNgramFile, encodeNgramFile, refuseOptions } from "./ngram-file.ts";
import { concatenateColumns, type SparseMatrix } from "./sparse-matrix.ts";
import { type FittedClassifier, startFrom } from "./start-from.ts";
import { type CancelSignal, runInTurns, runToEnd, type Steps } from "./steps.ts";
import { TfidfVectorizer } from "./tfidf-vectorizer.ts";
import { checkRange, type TfidfOptions } from "./vectorizer-options.ts";

/** What `fit` takes besides texts and labels. */
export interface NgramFitOptions extends LogisticFitOptions {
  /**
   * A fitted classifier with the same n-grams to continue from: its n-grams and coefficients are kept, new ones are added,
   * and all are fitted to these texts without moving further from where they were than these texts ask for. Its texts
   * are not needed. Default none.
   */
  readonly from?: NgramClassifier;
  /** Ends the work: `fit` rejects with the signal's reason, and the classifier is as before. */
  readonly signal?: CancelSignal;
}

/** An n-gram and what it does. */
export interface NgramFeature {
  /** As counted: words with a space between, or characters, a space standing for a word's edge. */
  readonly ngram: string;
  readonly kind: "words" | "characters";
  /** For a class its coefficient, for a text the share of the logit that it brings. */
  readonly weight: number;
}

const defaults: Required<NgramClassifierOptions> = {
  words: [1, 2],
  characters: [1, 4],
  lowercase: true,
  minDf: 1,
  maxDf: 1,
  maxFeatures: null,
  hashBits: null,
  C: 10,
  classWeight: null,
  tol: 1e-4,
  maxIter: 100,
};

/**
 * The bag of n-grams: TF-IDF of word and character n-grams (1 + ln count), side by side, and logistic
 * regression over them. The simple tool that every other classifier of texts must be compared with.
 *
 * @throws TypeError, RangeError for an unknown option or a wrong value.
 *
 * @example
 * ```ts
 * const classifier = new NgramClassifier();
 * await classifier.fit(["a great film", "dull", "great story", "a dull film"], [1, 0, 1, 0]);
 * classifier.predict(["what a great day"]).toArray(); // => [1]
 * classifier.topFeatures("a great day", { count: 2 }).map(({ ngram }) => ngram); // => ["great", "a great"]
 * ```
 *
 * Python twin: a `FeatureUnion` of two `TfidfVectorizer(sublinear_tf=True)`, one of `\w+` and one of
 * `char_wb`, and `LogisticRegression(C=10)`: the same probabilities within 1e-5 where both are solved to
 * the end.
 */
export class NgramClassifier {
  /** The options, defaults filled in. */
  readonly options: Required<NgramClassifierOptions>;
  #parts: readonly TfidfVectorizer[] = [];
  #regression: LogisticRegression | undefined;

  constructor(options: NgramClassifierOptions = {}) {
    checkOptions("NgramClassifier", options, Object.keys(defaults));
    this.options = Object.freeze({ ...defaults, ...options });
    const { words, characters } = this.options;
    if (words === null && characters === null) {
      throw new TypeError(
        "NgramClassifier: expected words, characters or both, got null for both.",
      );
    }
    if (words !== null) checkRange("NgramClassifier", "words", words);
    if (characters !== null) checkRange("NgramClassifier", "characters", characters);
    // Both check what concerns them.
    this.#vectorizers();
    this.#newRegression();
  }

  /**
   * The classifier that `save` wrote: it predicts the same, to the bit.
   * @throws NgramFileError for other bytes, and for a file that is damaged
   */
  static load(bytes: Uint8Array | ArrayBuffer): NgramClassifier {
    const { options, vectorizers, regression } = decodeNgramFile(bytes);
    try {
      const classifier = new NgramClassifier(options);
      classifier.#parts = classifier
        .#vectorizers()
        .map((part, n) => TfidfVectorizer.from(part.options, vectorizers[n]));
      const { options: how } = classifier.#newRegression();
      classifier.#regression = LogisticRegression.from(how, regression);
      return classifier;
    } catch (cause) {
      throw refuseOptions(cause);
    }
  }

  /** The number of classes. */
  get classes(): number {
    return this.#fitted.fitted.classes;
  }

  /** The number of n-grams that have a coefficient. */
  get features(): number {
    return this.#parts.reduce((sum, { columns }) => sum + columns, 0);
  }

  /**
   * Counts the n-grams of the texts and finds their coefficients, from scratch at each call, or from those of another
   * classifier: then the penalty is that of the differences from its coefficients, the firmer the more texts it knew an n-gram from.
   * Yields to the event loop every 40 ms.
   *
   * @param y the class of each text, from 0 on; with `from` its classes and any that follow
   * @throws TypeError, RangeError for texts that are not strings, labels that do not fit them, or a `from` of other
   *   n-grams
   */
  async fit(texts: readonly string[], y: Labels, options: NgramFitOptions = {}): Promise<void> {
    checkTexts("fit", texts);
    checkOptions("fit", options, ["sampleWeight", "from", "signal"]);
    const { signal, from, ...fitOptions } = options;
    const parts = this.#vectorizers();
    const regression = this.#newRegression();
    const earlier = from && { parts: from.#partsLike(this), regression: from.#fitted.fitted };
    await runInTurns(fitAll(parts, regression, texts, y, fitOptions, earlier), signal);
    this.#parts = parts;
    this.#regression = regression;
  }

  /** The most probable class of each text: int32 `[N]`. */
  predict(texts: readonly string[]): Tensor<"int32", 1> {
    const { data, outputs } = this.#probabilities("predict", texts);
    const classes = Int32Array.from({ length: texts.length }, (_, row) => {
      if (outputs === 1) return Number(data[row] > 0.5);
      let best = 0;
      for (let k = 1; k < outputs; k++) {
        if (data[row * outputs + k] > data[row * outputs + best]) best = k;
      }
      return best;
    });
    return new TensorClass(classes, "int32", [texts.length]);
  }

  /** The probability of class 1, float64 `[N]`, or of each of K classes, `[N, K]`. */
  predictProba(texts: readonly string[]): Tensor<"float64", 1 | 2> {
    const { data, outputs } = this.#probabilities("predictProba", texts);
    return new TensorClass(
      data,
      "float64",
      outputs === 1 ? [texts.length] : [texts.length, outputs],
    );
  }

  /** The logit of class 1, float64 `[N]`, or of each of K classes, `[N, K]`. */
  decisionFunction(texts: readonly string[]): Tensor<"float64", 1 | 2> {
    checkTexts("decisionFunction", texts);
    const { outputs } = this.#fitted;
    const data = runToEnd(this.#fitted.logitSteps(this.#transform(texts)));
    return new TensorClass(
      data,
      "float64",
      outputs === 1 ? [texts.length] : [texts.length, outputs],
    );
  }

  /**
   * The n-grams that speak most for a class, or that moved the class of a text most, in either direction,
   * the strongest first.
   *
   * @param of a class, by its number, or a text
   * @param options.count how many; default 10
   * @param options.classIndex for a text: for or against which class; default the most probable one
   */
  topFeatures(
    of: number | string,
    options: { readonly count?: number; readonly classIndex?: number } = {},
  ): NgramFeature[] {
    checkOptions("topFeatures", options, ["count", "classIndex"]);
    const { count = 10, classIndex } = options;
    checkWhole("topFeatures", "count", count, 1);
    if (typeof of === "number") {
      this.#checkClass("class", of);
      return this.#classFeatures(of, count);
    }
    if (typeof of !== "string") {
      throw new TypeError(
        `topFeatures: expected a class's number or a text, got ${describeValue(of)}.`,
      );
    }
    if (classIndex !== undefined) this.#checkClass("classIndex", classIndex);
    return this.#textFeatures(of, classIndex ?? this.predict([of]).data[0], count);
  }

  /** The classifier as a file, for `load`. Equal classifiers give equal bytes. */
  save(): Uint8Array<ArrayBuffer> {
    return encodeNgramFile({
      options: this.options,
      vectorizers: this.#parts.map(({ fitted }) => fitted),
      regression: this.#fitted.fitted,
    });
  }

  get #fitted(): LogisticRegression {
    if (this.#regression === undefined) {
      throw new Error("NgramClassifier: expected a fitted classifier. Call fit or load first.");
    }
    return this.#regression;
  }

  /** @throws RangeError where another classifier counts other n-grams */
  #partsLike(other: NgramClassifier): readonly TfidfVectorizer[] {
    for (const name of ["words", "characters", "lowercase", "hashBits"] as const) {
      const [own, wanted] = [this.options[name], other.options[name]].map((value) =>
        JSON.stringify(value),
      );
      if (own === wanted) continue;
      throw new RangeError(
        `fit: expected from to have ${name}: ${wanted}, as this classifier has, got ${own}. ` +
          "new NgramClassifier(from.options) has the same.",
      );
    }
    return this.#parts;
  }

  #vectorizers(): TfidfVectorizer[] {
    const { words, characters, lowercase, minDf, maxDf, maxFeatures, hashBits } = this.options;
    const shared: TfidfOptions = {
      lowercase,
      minDf,
      maxDf,
      maxFeatures,
      hashBits,
      sublinearTf: true,
    };
    return [
      ...(words ? [new TfidfVectorizer({ ...shared, analyzer: "word", ngramRange: words })] : []),
      ...(characters
        ? [new TfidfVectorizer({ ...shared, analyzer: "char_wb", ngramRange: characters })]
        : []),
    ];
  }

  #newRegression(): LogisticRegression {
    const { C, classWeight, tol, maxIter } = this.options;
    return new LogisticRegression({ C, classWeight, tol, maxIter });
  }

  #transform(texts: readonly string[]): SparseMatrix {
    return concatenateColumns(this.#parts.map((part) => runToEnd(part.transformSteps(texts))));
  }

  #probabilities(
    caller: string,
    texts: readonly string[],
  ): { data: Float64Array<ArrayBuffer>; outputs: number } {
    checkTexts(caller, texts);
    const { outputs } = this.#fitted;
    const logits = runToEnd(this.#fitted.logitSteps(this.#transform(texts)));
    return { data: probabilities(logits, outputs), outputs };
  }

  #checkClass(name: string, value: number): void {
    checkWhole("topFeatures", name, value, 0, { most: this.classes - 1 });
  }

  /** The coefficient of a column for a class; of two classes, the one column stands for class 1. */
  #coefficient(column: number, classIndex: number): number {
    const { coefficients, intercepts } = this.#fitted.fitted;
    const outputs = intercepts.length;
    if (outputs === 1) return classIndex === 1 ? coefficients[column] : -coefficients[column];
    return coefficients[column * outputs + classIndex];
  }

  #classFeatures(classIndex: number, count: number): NgramFeature[] {
    const weighted = Array.from({ length: this.features }, (_, column) => ({
      column,
      weight: this.#coefficient(column, classIndex),
    }));
    weighted.sort((a, b) => b.weight - a.weight || a.column - b.column);
    return weighted.slice(0, count).map(({ column, weight }) => this.#feature(column, weight));
  }

  #textFeatures(text: string, classIndex: number, count: number): NgramFeature[] {
    const { indices, values } = this.#transform([text]);
    const weighted = Array.from(indices, (column, at) => ({
      column,
      weight: values[at] * this.#coefficient(column, classIndex),
    }));
    weighted.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.column - b.column);
    return weighted.slice(0, count).map(({ column, weight }) => this.#feature(column, weight));
  }

  #feature(column: number, weight: number): NgramFeature {
    let at = column;
    for (const part of this.#parts) {
      if (at < part.columns) {
        const kind = part.options.analyzer === "word" ? "words" : "characters";
        return { ngram: part.featureName(at), kind, weight };
      }
      at -= part.columns;
    }
    throw new RangeError(`topFeatures: expected a column below ${this.features}, got ${column}.`);
  }
}

function* fitAll(
  parts: readonly TfidfVectorizer[],
  regression: LogisticRegression,
  texts: readonly string[],
  y: Labels,
  options: LogisticFitOptions,
  earlier: FittedClassifier | undefined,
): Steps<void> {
  const x = yield* fitTransformAll(parts, texts, earlier);
  if (earlier === undefined) {
    yield* regression.fitSteps(x, y, options);
    return;
  }
  const { classes } = resolveLabels("fit", y, x.rows, earlier.regression.classes);
  yield* regression.fitSteps(
    x,
    y,
    options,
    startFrom(earlier, parts, classes, regression.options.C),
  );
}

/** The rows of all parts side by side. Those of each are garbage before the fit begins. */
function* fitTransformAll(
  parts: readonly TfidfVectorizer[],
  texts: readonly string[],
  earlier: FittedClassifier | undefined,
): Steps<SparseMatrix> {
  const matrices: SparseMatrix[] = [];
  for (const [n, part] of parts.entries()) {
    matrices.push(yield* part.fitTransformSteps(texts, earlier?.parts[n].fitted));
  }
  return concatenateColumns(matrices);
}
