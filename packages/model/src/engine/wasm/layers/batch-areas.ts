import type { Environment, Flow, Stage } from "./flow.ts";
import type { Running } from "./running.ts";

/** The areas of a batch in memory: placed anew where those of earlier batches are too small. */
export class BatchAreas {
  readonly #env: Environment;
  readonly #flows: readonly Flow[];
  readonly #stages: readonly Stage[];
  #words = 0;
  #rows = 0;
  /** For how many words there is room for what a pass back reads. */
  #kept = 0;
  /** Whether there is room for input vectors, which ids that a layer reads by itself do without. */
  #hasInput = false;

  /** @param flows the input first */
  constructor(env: Environment, flows: readonly Flow[], stages: readonly Stage[]) {
    this.#env = env;
    this.#flows = flows;
    this.#stages = stages;
  }

  /** Makes room for a batch; whether areas were placed anew, so that nothing is left of the batch before. */
  reserve(
    { data, rows: { length: rows }, words, keeps }: Running,
    { readsVectors }: { readonly readsVectors: boolean },
  ): boolean {
    const kept = keeps === "all" ? words : rows;
    const fits = words <= this.#words && rows <= this.#rows && kept <= this.#kept;
    if (fits && (this.#hasInput || !readsVectors)) return false;
    if (words > this.#words) {
      // An eighth more, so that batches of about as many words do not each find too little room.
      this.#words = Math.min(Math.ceil(words * 1.125), Math.max(words, rows * data.steps));
    }
    this.#rows = Math.max(rows, this.#rows);
    if (kept > this.#kept) this.#kept = keeps === "all" ? this.#words : kept;
    this.#hasInput ||= readsVectors;
    this.#place();
    return true;
  }

  #place(): void {
    const { memory } = this.#env;
    memory.beginBatch();
    this.#env.ids = memory.place(this.#words * 4);
    // No batch has more steps than words.
    this.#env.live = memory.place(this.#words * 4);
    this.#env.starts = memory.place(this.#words * 4 + 4);
    const [, ...others] = this.#flows;
    for (const flow of this.#hasInput ? this.#flows : others) {
      const count = flow.of === "rows" ? this.#rows : this.#words;
      flow.values = memory.place(count * flow.step);
      flow.errors = memory.place(count * flow.step);
    }
    for (const stage of this.#stages) stage.place(this.#words, this.#rows, this.#kept);
    // What was there before may be anything; what is between and after the numbers must be zeros.
    memory.clearBatch();
  }
}
