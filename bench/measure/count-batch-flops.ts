import type { Layer } from "@rnn/model";

/**
 * The multiplications and additions that a training batch of rows of ids needs for its matrix products,
 * forward and back, once what need not be done is left out: masked words, zeros of one-hot vectors, states
 * before a first word, and words that were multiplied by the same weights before, which are counted once.
 */
export function countBatchFlops(
  layers: readonly Layer[],
  rows: readonly ArrayLike<number>[],
): number {
  const [first] = layers;
  const masked = first.kind === "embedding" && first.maskZero;
  const read = rows.map((row) => Array.from(row).filter((id) => !masked || id !== 0));
  const words = read.reduce((sum, { length }) => sum + length, 0);
  const distinct = new Set(read.flat()).size;
  const withStateBefore = words - read.filter(({ length }) => length > 0).length;
  let products = 0;
  let width = 0;
  layers.forEach((layer, index) => {
    if (layer.kind === "embedding") width = layer.outputDim;
    if (layer.kind === "dense") products += 3 * rows.length * width * layer.units;
    const { directions, units, gates } = cellsOf(layer);
    if (directions === 0) return;
    const columns = gates * units;
    const multiplied = index > 0 && layers[index - 1].kind === "embedding" ? distinct : words;
    // x W, its gradient and the error of x; a first layer, of width 0, gathers rows of W instead.
    const input = 3 * multiplied * width * columns;
    // h U, its gradient and the error of h.
    products += directions * (input + 3 * withStateBefore * units * columns);
    width = directions * units;
  });
  return 2 * products;
}

const gatesOf = { simpleRnn: 1, lstm: 4, gru: 3 } as const;

/** How many directions a layer has, cells in each, and gates in each cell; none where it does not recur. */
function cellsOf(layer: Layer): { directions: number; units: number; gates: number } {
  switch (layer.kind) {
    case "bidirectional":
      return { ...cellsOf(layer.layer), directions: 2 };
    case "simpleRnn":
    case "lstm":
    case "gru":
      return { directions: 1, units: layer.units, gates: gatesOf[layer.kind] };
    default:
      return { directions: 0, units: 0, gates: 0 };
  }
}
