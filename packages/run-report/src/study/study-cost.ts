/** What a study took, apart from its record: other at each run of it. */
export interface StudyCost {
  /** From beginning to end of each time that it was at work, together, in milliseconds. */
  readonly wallMs: number;
  /** How many times it was at work: 1, and one for each resumption. */
  readonly sessions: number;
  /** Of all trainings together, in milliseconds; undefined where they were not timed. */
  readonly trainingMs: number | undefined;
}
