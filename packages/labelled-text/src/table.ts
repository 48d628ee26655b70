import type { ClassedTexts } from "./row-texts.ts";

/** What a file of rows holds, and the columns it was read from. */
export interface Table extends ClassedTexts {
  readonly textColumn: string;
  readonly labelColumn: string;
  /** Rows and lines that hold no text and no label. */
  readonly skippedRows: number;
}
