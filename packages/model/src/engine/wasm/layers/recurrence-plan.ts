import { recurrenceFields } from "./layer-kernels.generated.ts";
import type { PlanMemory } from "./memory.ts";

/** What the kernels of a recurrent layer are told; assembly/layers/recurrence.ts says what each is. */
export type RecurrenceField = (typeof recurrenceFields)[number];

/** Where a recurrent layer of one direction has what, in the kernels' memory. */
export class RecurrencePlan {
  /** What the kernels are given. */
  readonly address: number;
  readonly #memory: PlanMemory;

  constructor(memory: PlanMemory) {
    this.#memory = memory;
    this.address = memory.place(recurrenceFields.length * 4);
  }

  set(fields: Partial<Record<RecurrenceField, number>>): void {
    const { integers } = this.#memory;
    for (const [name, value] of Object.entries(fields)) {
      integers[this.address / 4 + recurrenceFields.indexOf(name as RecurrenceField)] = value;
    }
  }
}
