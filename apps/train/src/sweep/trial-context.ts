/** What a trial is trained with besides its options and data. */
export interface TrialContext {
  /** Of an earlier job of the trial, or of this one, where it was left. */
  readonly checkpoint: Uint8Array | undefined;
  /** Whether what was trained is wanted as a file. */
  readonly keepsModel: boolean;
  /** Milliseconds between two checkpoints that are reported. */
  readonly checkpointMs: number;
  readonly onProgress: () => void;
  readonly onCheckpoint: (bytes: Uint8Array) => void;
}
