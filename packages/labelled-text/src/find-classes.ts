import { type ClassOrderOptions, orderClasses } from "./class-order.ts";
import { classesError } from "./classes-error.ts";

/** Up to this many labels may have one text each. */
const fewLabels = 20;

/**
 * The classes that labels name, in order.
 *
 * @param counts how many texts each label has
 * @throws LabelledTextError where there are fewer than two, or so many that they are hardly labels
 */
export function findClasses(
  counts: ReadonlyMap<string, number>,
  options: ClassOrderOptions,
  location: string,
): readonly string[] {
  const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (counts.size < 2) {
    throw classesError([...counts], location, {
      advice: "Add rows of another class, or name the right column: --label-column.",
    });
  }
  if (counts.size > Math.max(fewLabels, rows / 2)) {
    throw classesError([...counts], location, {
      expected: `classes of several texts each, fewer than half of the ${rows} rows`,
      advice: "Name the right column: --label-column.",
    });
  }
  return orderClasses([...counts.keys()], options, location);
}
