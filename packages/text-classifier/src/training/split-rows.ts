import { RandomState } from "@rnn/tensor";

/** Row numbers of two parts, both ascending. */
export interface SplitRows {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/**
 * Rows to train on and rows to validate with: of each class the same share, as near as whole rows go, and
 * never all rows of a class for validation. Rows of equal texts stay together, so that no text is trained on
 * and validated with, unless a class has no other text. Equal seeds give equal parts.
 *
 * @param texts the number of the text of each row, equal ones for equal texts, from 0 on by first appearance
 * @param size how many rows to validate with, about: a text that is there often may make it more
 */
export function splitRows(
  labels: ArrayLike<number>,
  texts: Int32Array,
  size: number,
  seed: number,
): SplitRows {
  const rowsOfText = groupBy(texts);
  // A text is of the class of its first row.
  const classOfText = Int32Array.from(
    rowsOfText.offsets.subarray(1),
    (_, text) => labels[rowsOfText.members[rowsOfText.offsets[text]]],
  );
  const textsOfClass = groupBy(classOfText);
  const stream = new RandomState(seed);
  const isHeld = new Uint8Array(texts.length);
  // What one class has too little by rounding, the next one gets.
  let owed = 0;
  for (let label = 0; label + 1 < textsOfClass.offsets.length; label++) {
    const ofClass = membersOf(textsOfClass, label);
    if (ofClass.length === 0) continue;
    // A class of one text many times is split by rows: else none of it could be validated with.
    const isOneText = ofClass.length === 1;
    const rowsOf = (text: number) => membersOf(rowsOfText, text);
    const groups = isOneText ? rowsOf(ofClass[0]).length : ofClass.length;
    const groupAt = (at: number) =>
      isOneText ? rowsOf(ofClass[0]).subarray(at, at + 1) : rowsOf(ofClass[at]);
    let rows = 0;
    for (const text of ofClass) rows += rowsOf(text).length;
    owed += (rows * size) / labels.length;
    const order = stream.permutation(groups).data;
    for (let i = 0; i < groups - 1 && owed >= 0.5; i++) {
      const group = groupAt(order[i]);
      for (const row of group) isHeld[row] = 1;
      owed -= group.length;
    }
  }
  return { train: rowsWhere(isHeld, 0), validation: rowsWhere(isHeld, 1) };
}

/** Lists of whole numbers, one after the other: list i is from offsets[i] to offsets[i + 1]. */
interface Groups {
  readonly offsets: Int32Array;
  readonly members: Int32Array;
}

/** The places of each value, ascending. */
function groupBy(values: Int32Array): Groups {
  const most = values.reduce((largest, value) => Math.max(largest, value), -1);
  const offsets = new Int32Array(most + 2);
  for (const value of values) offsets[value + 1]++;
  for (let value = 0; value <= most; value++) offsets[value + 1] += offsets[value];
  const next = offsets.slice();
  const members = new Int32Array(values.length);
  for (let at = 0; at < values.length; at++) members[next[values[at]]++] = at;
  return { offsets, members };
}

function membersOf({ offsets, members }: Groups, group: number): Int32Array {
  return members.subarray(offsets[group], offsets[group + 1]);
}

function rowsWhere(marks: Uint8Array, mark: number): Int32Array {
  const rows = new Int32Array(marks.reduce((sum, each) => sum + Number(each === mark), 0));
  let count = 0;
  for (let row = 0; row < marks.length; row++) if (marks[row] === mark) rows[count++] = row;
  return rows;
}
