import { Tensor } from "@rnn/tensor";
import {
  checkChoice,
  checkOptions,
  checkType,
  checkWhole,
  describeValue,
} from "@rnn/tensor/checks";
import { type Labels, resolveLabels } from "./labels.ts";
import { margins, probabilities } from "./logistic-loss.ts";
import { minimize } from "./newton.ts";
import type { SparseMatrix } from "./sparse-matrix.ts";
import { runToEnd, type Steps } from "./steps.ts";

/** The weight of each class in the loss: equal, by its rarity, or as given for each class. */
export type ClassWeight = null | "balanced" | readonly number[];

/** The options of a LogisticRegression. */
export interface LogisticRegressionOptions {
  /** The strength of the data against the penalty; default 1. */
  readonly C?: number;
  /** `"balanced"` weighs a class by N / (K rows of it); default null, all 1. */
  readonly classWeight?: ClassWeight;
  /** The largest derivative at which the fit ends; default 1e-4. */
  readonly tol?: number;
  /** The most Newton steps; default 100. */
  readonly maxIter?: number;
}

/** What `fit` takes besides the data. */
export interface LogisticFitOptions {
  /** The weight of each row; default 1 each. */
  readonly sampleWeight?: ArrayLike<number>;
}

/**
 * Coefficients to continue from, with numbers for the columns and classes that are new, and how firmly each is held:
 * the penalty is 1/(2 C) sum_n precisions[n] |W[n] - W0[n]|**2, and likewise of b.
 */
export interface LogisticStart {
  readonly classes: number;
  /** `[columns, outputs]`. */
  readonly coefficients: Float64Array;
  /** `[outputs]`. */
  readonly intercepts: Float64Array;
  /** `[columns]`, 1 for those that are new. */
  readonly precisions: Float64Array;
  readonly interceptPrecision: number;
}

/**
 * Logistic regression over sparse rows with a quadratic penalty: two classes by a sigmoid, more by a
 * softmax (one vector of coefficients a class).
 *
 *   f(W, b) = 1/S sum_i s[i] loss(x[i] W + b, y[i]) + 1/(2 C S) |W|**2      S = sum_i s[i]
 *
 * @throws TypeError, RangeError for an unknown option or a wrong value.
 *
 * @example
 * ```ts
 * const vectorizer = new TfidfVectorizer();
 * const x = vectorizer.fitTransform(["great film", "dull film", "great story", "dull story"]);
 * const model = new LogisticRegression({ C: 10 });
 * model.fit(x, [1, 0, 1, 0]);
 * model.predictProba(vectorizer.transform(["a great day"])).toArray(); // => [0.91]
 * ```
 *
 * Python twin: `sklearn.linear_model.LogisticRegression`, the same minimum; `predict_proba` has a column
 * for each class also where there are two. Two classes here give the probability of class 1.
 */
export class LogisticRegression {
  /** The options, defaults filled in. */
  readonly options: Required<LogisticRegressionOptions>;
  #fitted: FittedLogistic | undefined;

  constructor(options: LogisticRegressionOptions = {}) {
    this.options = Object.freeze(resolveOptions("LogisticRegression", options));
  }

  /** A regression with given coefficients. */
  static from(options: LogisticRegressionOptions, fitted: FittedLogistic): LogisticRegression {
    const model = new LogisticRegression(options);
    model.#fitted = fitted;
    return model;
  }

  /**
   * What `fit` found.
   * @throws Error before it
   */
  get fitted(): FittedLogistic {
    if (this.#fitted === undefined) {
      throw new Error("LogisticRegression: expected a fitted model. Call fit first.");
    }
    return this.#fitted;
  }

  /**
   * Finds the coefficients.
   * @param y the class of each row, from 0 on
   * @throws RangeError, TypeError for labels or weights that do not fit the rows
   */
  fit(x: SparseMatrix, y: Labels, options: LogisticFitOptions = {}): void {
    runToEnd(this.fitSteps(x, y, options));
  }

  /**
   * `fit` with pauses.
   * @param start what the coefficients are held near to, in place of zeros
   */
  *fitSteps(
    x: SparseMatrix,
    y: Labels,
    options: LogisticFitOptions = {},
    start?: LogisticStart,
  ): Steps<void> {
    checkOptions("fit", options, ["sampleWeight"]);
    const { labels, classes } = resolveLabels("fit", y, x.rows, start?.classes);
    const { C, classWeight, tol, maxIter } = this.options;
    const rowWeights = resolveRowWeights(labels, classes, classWeight, options.sampleWeight);
    const outputs = classes === 2 ? 1 : classes;
    checkSize(x.columns, outputs);
    const from = start && parametersOf(start);
    const problem = {
      x: start ? scaleColumns(x, start.precisions) : x,
      labels,
      rowWeights,
      outputs,
      C,
      ...(start && {
        offsets: yield* margins(x, outputs, start.coefficients, start.intercepts),
        interceptPenalty: start.interceptPrecision,
      }),
    };
    const { parameters, iterations, converged } = yield* minimize(problem, { tol, maxIter });
    if (start && from) {
      const { precisions } = start;
      for (let n = 0; n < parameters.length; n++) {
        const precision = precisions[Math.floor(n / outputs)] ?? 1;
        parameters[n] = from[n] + parameters[n] / Math.sqrt(precision);
      }
    }
    // Kept as float32, so that a model that was saved gives the same bits.
    const coefficients = Float32Array.from(parameters.subarray(0, x.columns * outputs));
    const intercepts = Float64Array.from(parameters.subarray(x.columns * outputs));
    this.#fitted = { classes, coefficients, intercepts, iterations, converged };
  }

  /** The logits x W + b: float64 `[N]` for two classes, the logit of class 1, or `[N, K]`. */
  decisionFunction(x: SparseMatrix): Tensor<"float64", 1 | 2> {
    return this.#shape(runToEnd(this.logitSteps(x)), x.rows);
  }

  /** The probability of class 1, float64 `[N]`, or of each of K classes, `[N, K]`. */
  predictProba(x: SparseMatrix): Tensor<"float64", 1 | 2> {
    return this.#shape(probabilities(runToEnd(this.logitSteps(x)), this.outputs), x.rows);
  }

  /** The logits with pauses, row by row. */
  *logitSteps(x: SparseMatrix): Steps<Float64Array<ArrayBuffer>> {
    const { coefficients, intercepts } = this.fitted;
    if (x.columns * this.outputs !== coefficients.length) {
      throw new RangeError(
        `LogisticRegression: expected rows of ${coefficients.length / this.outputs} columns, got ${x.columns}.`,
      );
    }
    return yield* margins(x, this.outputs, coefficients, intercepts);
  }

  /** Logits a row: 1 for two classes, else their number. */
  get outputs(): number {
    return this.fitted.intercepts.length;
  }

  #shape(values: Float64Array<ArrayBuffer>, rows: number): Tensor<"float64", 1 | 2> {
    const { outputs } = this;
    return new Tensor(values, "float64", outputs === 1 ? [rows] : [rows, outputs]);
  }
}

/** Each column divided by the root of its precision, which makes the penalty the same for all. */
function scaleColumns(x: SparseMatrix, precisions: Float64Array): SparseMatrix {
  const values = x.values.map((value, at) => value / Math.sqrt(precisions[x.indices[at]]));
  return { ...x, values };
}

/** W, then b. */
function parametersOf({ coefficients, intercepts }: LogisticStart): Float64Array<ArrayBuffer> {
  const parameters = new Float64Array(coefficients.length + intercepts.length);
  parameters.set(coefficients);
  parameters.set(intercepts, coefficients.length);
  return parameters;
}

/** What a fitted regression knows. */
export interface FittedLogistic {
  readonly classes: number;
  /** `[columns, outputs]`. */
  readonly coefficients: Float32Array<ArrayBuffer>;
  /** `[outputs]`. */
  readonly intercepts: Float64Array<ArrayBuffer>;
  /** Newton steps. */
  readonly iterations: number;
  /** Whether the fit ended because the derivative was small enough. */
  readonly converged: boolean;
}

function resolveOptions(
  caller: string,
  given: LogisticRegressionOptions,
): Required<LogisticRegressionOptions> {
  checkOptions(caller, given, ["C", "classWeight", "tol", "maxIter"]);
  const options = { C: 1, classWeight: null, tol: 1e-4, maxIter: 100, ...given };
  for (const name of ["C", "tol"] as const) {
    checkType(caller, name, options[name], "number");
    if (!(options[name] > 0 && options[name] < Infinity)) {
      throw new RangeError(
        `${caller}: expected ${name} to be a number above 0, got ${options[name]}.`,
      );
    }
  }
  checkWhole(caller, "maxIter", options.maxIter, 1);
  const { classWeight } = options;
  if (typeof classWeight === "string")
    checkChoice(caller, "classWeight", classWeight, ["balanced"]);
  else if (classWeight !== null && !Array.isArray(classWeight)) {
    throw new TypeError(
      `${caller}: expected classWeight to be null, "balanced" or a weight for each class, got ${describeValue(classWeight)}.`,
    );
  }
  return options;
}

/** The weight of each row: its own times that of its class. */
function resolveRowWeights(
  labels: Int32Array,
  classes: number,
  classWeight: ClassWeight,
  sampleWeight: ArrayLike<number> | undefined,
): Float64Array {
  if (sampleWeight !== undefined && sampleWeight.length !== labels.length) {
    throw new RangeError(
      `fit: expected sampleWeight to have ${labels.length} weights, one a row, got ${sampleWeight.length}.`,
    );
  }
  const own = Float64Array.from(labels, (_, row) => sampleWeight?.[row] ?? 1);
  const wrong = own.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong !== -1) {
    throw new RangeError(
      `fit: expected sampleWeight of numbers from 0 on, got ${own[wrong]} (at [${wrong}]).`,
    );
  }
  if (classWeight === null) return own;
  const weights = classWeight === "balanced" ? balance(labels, classes) : classWeight;
  if (weights.length !== classes) {
    throw new RangeError(
      `fit: expected classWeight to have ${classes} weights, one a class, got ${weights.length}.`,
    );
  }
  return own.map((weight, row) => weight * weights[labels[row]]);
}

/** N / (K n) for each class of n rows. */
function balance(labels: Int32Array, classes: number): number[] {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label]++;
  const present = counts.reduce((sum, count) => sum + Number(count > 0), 0);
  return Array.from(counts, (count) => (count === 0 ? 0 : labels.length / (present * count)));
}

/** Training keeps seven vectors of this length. */
const mostCoefficients = 2 ** 27;

function checkSize(columns: number, outputs: number): void {
  if (columns * outputs <= mostCoefficients) return;
  throw new RangeError(
    `fit: expected at most ${mostCoefficients} coefficients, got ${columns} n-grams times ${outputs} classes. ` +
      "Set maxFeatures or a larger minDf.",
  );
}
