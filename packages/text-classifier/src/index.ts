export { type BuildVocabularyOptions, buildVocabulary } from "./build-vocabulary.ts";
export {
  ClassifierFileError,
  type ClassifierFileErrorCode,
  type LoadTextClassifierOptions,
} from "./classifier-file.ts";
export type { ClassifierModel, NgramPartClass } from "./classifier-parts.ts";
export type { Combination } from "./combination/combination.ts";
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
export { changeDecision } from "./decision/change-decision.ts";
export {
  type ChosenThreshold,
  chooseThreshold,
  type ThresholdGoal,
} from "./decision/choose-threshold.ts";
export type { Decision, Temperatures } from "./decision/decision.ts";
export {
  type Calibration,
  measureCalibration,
  type ReliabilityBin,
} from "./decision/measure-calibration.ts";
export {
  type MeasureRejectionOptions,
  measureRejection,
  type Rejection,
} from "./decision/measure-rejection.ts";
export { RejectionCounts, type RejectionCountsOptions } from "./decision/rejection-counts.ts";
export { applyTemperature, fitTemperature } from "./decision/temperature.ts";
export { describePrediction, type Prediction } from "./describe-prediction.ts";
export { type EncodeTextsOptions, encodeTexts } from "./encode-texts.ts";
export { type EvaluateOptions, evaluate } from "./evaluate.ts";
export type { Evaluation } from "./evaluation/evaluation.ts";
export { Evaluator, type EvaluatorOptions } from "./evaluation/evaluator.ts";
export {
  type OccludedPart,
  type OccludeWordsOptions,
  type Occlusion,
  occludeWords,
} from "./explanation/occlude-words.ts";
export { type FindMistakesOptions, findMistakes } from "./find-mistakes.ts";
export {
  type FindRepeatedTextsOptions,
  findRepeatedTexts,
  type RepeatedRows,
  type RepeatedText,
  type RepeatedTexts,
  type RowOfText,
} from "./find-repeated-texts.ts";
export { type FormatSummaryOptions, formatSummary } from "./format-summary.ts";
export type { JsonValue } from "./json.ts";
export { loadTextClassifier } from "./load-text-classifier.ts";
export { NgramPart } from "./ngram-part.ts";
export { type PreparedTexts, type PrepareTextsOptions, prepareTexts } from "./prepare-texts.ts";
export type { Probabilities } from "./read-scores.ts";
export { summarize, summarizeStream } from "./summarize.ts";
export type { SummarizeOptions } from "./summarize-options.ts";
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
export { TextClassifier } from "./text-classifier.ts";
export type {
  Classification,
  ClassProbability,
  NgramTextClassifierOptions,
  TextClassifierOptions,
} from "./text-classifier-options.ts";
export type { NetworkClass, TextNetwork } from "./text-network.ts";
export type { Trace, TracedWord } from "./trace.ts";
export type { AccuracyDifference } from "./training/bootstrap-difference.ts";
export type { TextClassWeight } from "./training/class-weights.ts";
export {
  type CompareOptions,
  compareEvaluators,
  compareModels,
  type ModelComparison,
  type ModelDifference,
} from "./training/compare-models.ts";
export type { LabelledInput } from "./training/labelled-input.ts";
export type { NetworkSettings } from "./training/network-settings.ts";
export type { TextStream } from "./training/normalized-texts.ts";
export type { TrainingTexts } from "./training/prepare-training.ts";
export { type PreparedTrainingTexts, prepareTrainingTexts } from "./training/prepared-texts.ts";
export {
  type TrainedTextClassifier,
  type TrainingHistory,
  trainTextClassifier,
} from "./training/train-text-classifier.ts";
export {
  decodeTrainingCheckpoint,
  encodeTrainingCheckpoint,
  type FirstStage,
  type TrainingCheckpoint,
} from "./training/training-checkpoint.ts";
export type {
  NetworkBatchEnd,
  NetworkEpochEnd,
  TrainingPlan,
  TrainingStage,
  TrainTextClassifierOptions,
  WithoutBaseline,
} from "./training/training-options.ts";
export type { GivenWordVectors, ReadWordVectors } from "./training/word-vectors.ts";
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
export { type PartSizes, warnOfRepeatedTexts } from "./warn-of-repeated-texts.ts";
export { encodeWeightsNpz } from "./weights-npz.ts";
export type { KnownWord, Lowercase } from "./words.ts";
