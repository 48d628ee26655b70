export type { Reviews } from "./apply-review-options.ts";
export { DatasetError, type DatasetErrorCode, type DatasetErrorFields } from "./dataset-error.ts";
export {
  type KerasDataOptions,
  type LoadDataOptions,
  type LoadedData,
  loadData,
} from "./load-data.ts";
export { decodePickledLists } from "./pickle.ts";
export type { ReviewOptions } from "./review-options.ts";
export type {
  DataSource,
  DownloadProgress,
  SourceOptions,
  StanfordOptions,
  StanfordSourceOptions,
} from "./sources/source.ts";
export type {
  ReviewTexts,
  StanfordData,
  StanfordDataOptions,
} from "./stanford/load-stanford-data.ts";
export {
  loadStanfordReviews,
  type StanfordReviews,
} from "./stanford/load-stanford-reviews.ts";
export {
  type SyntheticReviews,
  type SyntheticReviewsOptions,
  syntheticReviews,
} from "./synthetic-reviews.ts";
export {
  decodeReview,
  type EncodeReviewOptions,
  encodeReview,
  getWordIndex,
} from "./word-index.ts";
