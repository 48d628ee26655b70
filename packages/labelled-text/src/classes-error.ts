import { quote } from "./display.ts";
import { LabelledTextError } from "./labelled-text-error.ts";

/** The error for any other number of classes than two, with how many texts the largest have. */
export function classesError(
  counts: readonly (readonly [name: string, texts: number])[],
  location: string,
  { more = false, advice }: { more?: boolean; advice: string },
): LabelledTextError {
  const largest = counts.toSorted(([, a], [, b]) => b - a).slice(0, 5);
  const shown = largest.map(([name, texts]) => `${quote(name)} (${texts})`).join(", ");
  const number = more ? `more than ${counts.length - 1}` : String(counts.length);
  const rest = counts.length > largest.length ? ", ..." : "";
  return new LabelledTextError("ERR_RNN_TEXT_CLASSES", {
    expected: "two classes",
    got: counts.length === 0 ? "none" : `${number}: ${shown}${rest}`,
    advice,
    location,
  });
}
