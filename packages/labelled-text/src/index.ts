export type { ColumnOptions } from "./columns.ts";
export type { LabelledData, LabelledTexts } from "./labelled-data.ts";
export { LabelledTextError, type LabelledTextErrorCode } from "./labelled-text-error.ts";
export { type ReadLabelledTextsOptions, readLabelledTexts } from "./read-labelled-texts.ts";
export { readTextLines } from "./read-text-lines.ts";
