import { quote } from "./display.ts";
import { LabelledTextError } from "./labelled-text-error.ts";

/** The error for labels that are not two classes or more, with how many texts the largest have. */
export function classesError(
  counts: readonly (readonly [name: string, texts: number])[],
  location: string,
  { expected = "two classes or more", advice }: { expected?: string; advice: string },
): LabelledTextError {
  const largest = counts.toSorted(([, a], [, b]) => b - a).slice(0, 5);
  const shown = largest.map(([name, texts]) => `${quote(name)} (${texts})`).join(", ");
  const rest = counts.length > largest.length ? ", ..." : "";
  return new LabelledTextError("ERR_RNN_TEXT_CLASSES", {
    expected,
    got: counts.length === 0 ? "none" : `${counts.length}: ${shown}${rest}`,
    advice,
    location,
  });
}
