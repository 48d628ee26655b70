/** Labelled texts of two classes, as a network is trained on them. */
export interface TrainingTexts {
  readonly texts: readonly string[];
  /** 0 or 1 a text. */
  readonly labels: Uint8Array;
  readonly classNames: readonly [string, string];
  /** Whether people wrote them, in whatever language and typography; else they are lower-case words with spaces. */
  readonly isWritten: boolean;
}
