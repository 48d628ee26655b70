/** What every kind of optimizer is: what it remembers of each number of a parameter, and its step. */
export interface OptimizerFunctions<O, Slot extends string = string> {
  /** The names of what it remembers, one number for each of a parameter, zeros at first. */
  slots(optimizer: O): readonly Slot[];
  /**
   * One step of a parameter, float64.
   * @param iteration the number of this step, counted from 1
   */
  step(
    optimizer: O,
    weight: Float64Array,
    gradient: Float64Array,
    slots: Readonly<Record<Slot, Float64Array>>,
    iteration: number,
  ): void;
}
