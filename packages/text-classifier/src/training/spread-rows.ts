/** About so many of the rows at most, of each class its share, evenly spread over all, and of each at least one. */
export function spreadRows(labels: Int32Array, rows: Int32Array, most: number): Int32Array {
  const { length } = rows;
  if (length <= most) return rows;
  const classes = new Map<number, number[]>();
  for (const row of rows) {
    const ofClass = classes.get(labels[row]);
    if (ofClass === undefined) classes.set(labels[row], [row]);
    else ofClass.push(row);
  }
  const spread = [...classes.values()].flatMap((ofClass) => {
    const count = Math.max(1, Math.floor((most * ofClass.length) / length));
    return Array.from(
      { length: count },
      (_, i) => ofClass[Math.floor((i * ofClass.length) / count)],
    );
  });
  return Int32Array.from(spread).sort();
}
