/** What may make a run's figures mean less than they seem to, before anything is trained, and what to do. */
export interface DataWarning {
  /**
   * `"few-training-texts"`, `"few-validation-texts"`: too few to learn from, or to judge by.
   * `"missing-class"`: none of the texts to train on is of it. `"rare-class"`: next to none.
   * `"sorted-by-class"`: all texts of one class come before all of the other.
   * `"contradicting-texts"`: the same text under two classes. `"leaked-texts"`: test or validation texts that are
   * texts to train on too. `"repeated-texts"`: copies within a part.
   * `"unknown-words"`: most words are not in the vocabulary. `"unknown-texts"`: texts without any that are.
   * `"cut-texts"`: many texts are longer than the network reads.
   */
  readonly code:
    | "few-training-texts"
    | "few-validation-texts"
    | "missing-class"
    | "rare-class"
    | "sorted-by-class"
    | "contradicting-texts"
    | "leaked-texts"
    | "repeated-texts"
    | "unknown-words"
    | "unknown-texts"
    | "cut-texts";
  /** Whole sentences. */
  readonly message: string;
}
