import { RandomState } from "@rnn/tensor";

/** Row numbers of two parts, both ascending. */
export interface SplitRows {
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

/**
 * Rows to train on and rows to validate with: of each class the same share, as near as whole rows go, and
 * never all rows of a class for validation. Rows of equal texts stay together, so that no text is trained on
 * and validated with, unless a class has no other text. Equal seeds give equal parts.
 *
 * @param keys equal ones for equal texts
 * @param size how many rows to validate with, about: a text that is there often may make it more
 */
export function splitRows(
  labels: ArrayLike<number>,
  keys: readonly string[],
  size: number,
  seed: number,
): SplitRows {
  const groups = new Map<string, number[]>();
  for (const [row, key] of keys.entries()) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const classes = new Map<number, number[][]>();
  for (const group of groups.values()) {
    const label = labels[group[0]];
    const ofClass = classes.get(label);
    if (ofClass === undefined) classes.set(label, [group]);
    else ofClass.push(group);
  }
  const stream = new RandomState(seed);
  const validation: number[] = [];
  // What one class has too little by rounding, the next one gets.
  let owed = 0;
  for (const label of [...classes.keys()].sort((a, b) => a - b)) {
    const ofClass = separateOneText(classes.get(label) ?? []);
    const rows = ofClass.reduce((sum, { length }) => sum + length, 0);
    owed += (rows * size) / labels.length;
    const order = stream.permutation(ofClass.length).data;
    for (let i = 0; i < ofClass.length - 1 && owed >= 0.5; i++) {
      const group = ofClass[order[i]];
      validation.push(...group);
      owed -= group.length;
    }
  }
  const held = new Set(validation);
  return {
    train: keys.map((_, row) => row).filter((row) => !held.has(row)),
    validation: validation.sort((a, b) => a - b),
  };
}

/** A class of one text many times is split by rows: else none of it could be validated with. */
function separateOneText(groups: readonly number[][]): readonly number[][] {
  return groups.length === 1 ? groups[0].map((row) => [row]) : groups;
}
