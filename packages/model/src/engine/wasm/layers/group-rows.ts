import type { LoadedWords } from "./loaded-words.ts";
import { mostMultiplyAdds } from "./piece-size.ts";
import type { LaidOutLayer } from "./plan-layout.ts";

/** Rows that are read together: fewer waste much of a step, more words leave the cache. */
const leastGroupRows = 16;
const mostGroupRows = 1024;
const mostGroupWords = 2 ** 14;

/**
 * The rows from `start` on that are read together where nothing is learnt from them.
 * @param multiplyAdds that a word takes
 */
export function groupRows(
  { count, offsets }: LoadedWords,
  start: number,
  { batchSize, multiplyAdds }: { readonly batchSize: number; readonly multiplyAdds: number },
): Int32Array {
  const leastRows = Math.min(batchSize, leastGroupRows);
  const mostWords = Math.min(mostGroupWords, (2 * mostMultiplyAdds) / multiplyAdds);
  let length = 0;
  for (let end = start + 1; end <= count && length < mostGroupRows; end++) {
    if (length >= leastRows && offsets[end] - offsets[start] > mostWords) break;
    length++;
  }
  return Int32Array.from({ length }, (_, n) => start + n);
}

/** The multiply-adds that a word takes in all recurrent layers. */
export function multiplyAddsPerWord(layers: readonly LaidOutLayer[]): number {
  return layers.reduce((sum, { placed: { layer }, input, cell }) => {
    const directions = layer.kind === "bidirectional" ? 2 : 1;
    const products = cell ? (cell.shape.pitch + input.width) * cell.shape.width : 0;
    return sum + directions * products;
  }, 1);
}
