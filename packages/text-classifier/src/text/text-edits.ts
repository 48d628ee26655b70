/** A part of a text, and what is written in its place. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly output: string;
}

/** The text with its edits, which come in order and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, output } of edits) {
    result += text.slice(at, start) + output;
    at = end;
  }
  return result + text.slice(at);
}

/** A text that was made of another, and where in that other each of its code units begins and ends. */
export interface TracedText {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** A text that is its own original. */
export function traceText(text: string): TracedText {
  return {
    text,
    starts: Int32Array.from({ length: text.length }, (_, at) => at),
    ends: Int32Array.from({ length: text.length }, (_, at) => at + 1),
  };
}

/** The same as `applyEdits`, with the places in the original. */
export function applyTracedEdits(traced: TracedText, edits: readonly TextEdit[]): TracedText {
  if (edits.length === 0) return traced;
  const text = applyEdits(traced.text, edits);
  const starts = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  let from = 0;
  let to = 0;
  const copyUntil = (end: number): void => {
    starts.set(traced.starts.subarray(from, end), to);
    ends.set(traced.ends.subarray(from, end), to);
    to += end - from;
  };
  for (const { start, end, output } of edits) {
    copyUntil(start);
    starts.fill(traced.starts[start], to, to + output.length);
    ends.fill(traced.ends[end - 1], to, to + output.length);
    to += output.length;
    from = end;
  }
  copyUntil(traced.text.length);
  return { text, starts, ends };
}
