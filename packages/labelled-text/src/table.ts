import type { LabelledTexts } from "./labelled-data.ts";

/** What a file of rows holds, and the columns it was read from. */
export interface Table {
  readonly texts: LabelledTexts;
  readonly classNames: readonly [string, string];
  readonly textColumn: string;
  readonly labelColumn: string;
}
