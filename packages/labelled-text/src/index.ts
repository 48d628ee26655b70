export type { ClassOrderOptions } from "./class-order.ts";
export type { ColumnOptions } from "./columns.ts";
export type { DialectOptions } from "./delimited/read-delimited.ts";
export type { EncodingOptions } from "./encoding/open-decoder.ts";
export type { ClassLabels, LabelledData, LabelledTexts } from "./labelled-data.ts";
export { LabelledTextError, type LabelledTextErrorCode } from "./labelled-text-error.ts";

export {
  type LabelledTextStream,
  type StreamedLabelledData,
  streamTexts,
  type TextBatch,
} from "./labelled-text-stream.ts";
export { type MatchedClassNames, matchClassNames } from "./match-class-names.ts";
export {
  type ReadLabelledTextsOptions,
  readLabelledTexts,
} from "./read-labelled-texts.ts";
export type { ReadingOptions, ReadProgress } from "./read-text.ts";
export { readTextLines } from "./read-text-lines.ts";
export type { ReadTextsOptions } from "./read-text-table.ts";
export { type ReadTexts, readTexts } from "./read-texts.ts";
export type { ClassOptions } from "./row-texts.ts";
export {
  type SampleOptions,
  sampleLabelledData,
  sampleStreamedData,
} from "./sample-labelled-data.ts";
export { selectTexts } from "./select-texts.ts";
export type { BlobLike, NamedContent } from "./sources/given-content.ts";
export type { LabelledTextSource } from "./sources/open-source.ts";
export {
  type StreamLabelledTextsOptions,
  streamLabelledTexts,
} from "./stream-labelled-texts.ts";
export { type StreamTextRowsOptions, streamTextRows, type TextRows } from "./stream-text-rows.ts";
