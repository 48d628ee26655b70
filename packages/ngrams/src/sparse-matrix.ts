/**
 * A matrix of mostly zeros, row by row (CSR): the entries of row i are those from `rowOffsets[i]` to
 * `rowOffsets[i + 1]`, each a column and a value.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly rowOffsets: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/** The matrices side by side: row i of the result is row i of each, one after the other. */
export function concatenateColumns(matrices: readonly SparseMatrix[]): SparseMatrix {
  if (matrices.length === 1) return matrices[0];
  const { rows } = matrices[0];
  const entries = matrices.reduce((sum, { indices }) => sum + indices.length, 0);
  const rowOffsets = new Int32Array(rows + 1);
  const indices = new Int32Array(entries);
  const values = new Float32Array(entries);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    let shift = 0;
    for (const matrix of matrices) {
      const from = matrix.rowOffsets[row];
      const to = matrix.rowOffsets[row + 1];
      for (let at = from; at < to; at++) indices[end + at - from] = matrix.indices[at] + shift;
      values.set(matrix.values.subarray(from, to), end);
      end += to - from;
      shift += matrix.columns;
    }
    rowOffsets[row + 1] = end;
  }
  const columns = matrices.reduce((sum, matrix) => sum + matrix.columns, 0);
  return { rows, columns, rowOffsets, indices, values };
}
