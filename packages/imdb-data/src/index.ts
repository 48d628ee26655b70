export { DatasetError, type DatasetErrorCode, type DatasetErrorFields } from "./dataset-error.ts";
export { type LoadDataOptions, type LoadedData, loadData } from "./load-data.ts";
export { decodePickledLists } from "./pickle.ts";
export type { Reviews } from "./prepare-reviews.ts";
export type { ReviewOptions } from "./review-options.ts";
export type { DataSource, DownloadProgress, SourceOptions } from "./sources/source.ts";
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
