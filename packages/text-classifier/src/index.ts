export { type BuildVocabularyOptions, buildVocabulary } from "./build-vocabulary.ts";
export {
  ClassifierFileError,
  type ClassifierFileErrorCode,
  type LoadTextClassifierOptions,
} from "./classifier-file.ts";
export {
  type AveragedScores,
  averageScores,
  type ClassEvaluation,
  type Confusion,
  findConfusions,
  type ScoreAverages,
} from "./confusion.ts";
export type { DataSummary, LengthDistribution, PartSummary } from "./data-summary.ts";
export type { DataWarning } from "./data-warning.ts";
export { type EncodeTextsOptions, encodeTexts } from "./encode-texts.ts";
export { type EvaluateOptions, type Evaluation, evaluate } from "./evaluate.ts";
export { type FindMistakesOptions, findMistakes } from "./find-mistakes.ts";
export { formatSummary } from "./format-summary.ts";
export type { JsonValue } from "./json.ts";
export { type PreparedTexts, type PrepareTextsOptions, prepareTexts } from "./prepare-texts.ts";
export type { Probabilities } from "./read-scores.ts";
export { type SummarizeOptions, summarize } from "./summarize.ts";
export { chooseTokens, type TokenChoice } from "./text/choose-tokens.ts";
export { normalizeText } from "./text/normalize-text.ts";
export { locateTokens, type SplitTokensOptions, splitTokens } from "./text/split-tokens.ts";
export type {
  LocatedToken,
  TextFormat,
  TextFormatOptions,
  TokenOptions,
  Tokens,
} from "./text/text-format.ts";
export { textFormat1 } from "./text/text-format-1.ts";
export { textFormat2 } from "./text/text-format-2.ts";
export {
  type Classification,
  type ClassProbability,
  TextClassifier,
  type TextClassifierOptions,
} from "./text-classifier.ts";
export type { NetworkClass, TextNetwork } from "./text-network.ts";
export type { Trace, TracedWord } from "./trace.ts";
export {
  findTrainingWarnings,
  type LossHistory,
  type ScoredTraining,
  type TrainingWarning,
} from "./training-warnings.ts";
export {
  kerasIndexFrom,
  type Vocabulary,
  type VocabularyOptions,
  vocabularyFromIndex,
} from "./vocabulary.ts";
export { encodeWeightsNpz } from "./weights-npz.ts";
export type { KnownWord, Lowercase } from "./words.ts";
