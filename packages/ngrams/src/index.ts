export type { Labels } from "./labels.ts";
export {
  type ClassWeight,
  type FittedLogistic,
  type LogisticFitOptions,
  LogisticRegression,
  type LogisticRegressionOptions,
} from "./logistic-regression.ts";
export {
  NgramClassifier,
  type NgramFeature,
  type NgramFitOptions,
} from "./ngram-classifier.ts";
export type { NgramClassifierOptions } from "./ngram-classifier-options.ts";
export { NgramFileError } from "./ngram-file.ts";
export type { SparseMatrix } from "./sparse-matrix.ts";
export { type CancelSignal, runInTurns, type Steps } from "./steps.ts";
export { TfidfVectorizer } from "./tfidf-vectorizer.ts";
export type { Analyzer, ResolvedTfidfOptions, TfidfOptions } from "./vectorizer-options.ts";
