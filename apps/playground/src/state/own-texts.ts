import { signal } from "@preact/signals";
import type { TrainingTexts } from "../training/training-texts.ts";

/** Texts that the visitor brought. */
export interface OwnTexts {
  /** The file, or where else they came from. */
  readonly name: string;
  readonly texts: TrainingTexts;
}

/** The visitor's texts; undefined before there are any. */
export const ownTexts = signal<OwnTexts | undefined>(undefined);
