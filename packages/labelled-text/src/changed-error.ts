import { LabelledTextError } from "./labelled-text-error.ts";

/** The error for a file that is another one when it is read again. */
export function changedError(location: string, got: string): LabelledTextError {
  return new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
    expected: "a file that stays as it is while it is in use",
    got,
    advice: "It is read several times, being too large to keep: write new rows to another file.",
    location,
  });
}
