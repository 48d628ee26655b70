import type { TrainingTexts } from "../training/training-texts.ts";

/** Files that the visitor chose, or what they pasted, under a name whose ending says what it is. */
export type TextFiles = readonly (File | { readonly name: string; readonly content: string })[];

/** The visitor's texts and what is known of where they are from. */
export interface OwnTexts {
  readonly texts: TrainingTexts;
  readonly description: string;
  /** What the reader of the files says, in English. */
  readonly remarks: readonly string[];
  /** Of how many texts those that are used were taken: as many, or more. */
  readonly takenFrom: number;
}
