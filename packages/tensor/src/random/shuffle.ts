import type { DType } from "../dtype.ts";
import type { Tensor } from "../tensor.ts";
import { forEachPosition } from "../views.ts";
import { drawBelow } from "./bounded.ts";
import type { MT19937 } from "./mt19937.ts";

/**
 * Shuffles in place, from the last item down: item i changes places with one of 0 to i (Fisher and
 * Yates). Items of a tensor are the positions of its first axis.
 */

/** An array of either kind. */
interface Indexed<T> {
  readonly length: number;
  [index: number]: T;
}

/** Shuffles the items of an array. */
export function shuffleArray<T>(generator: MT19937, items: Indexed<T>): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = drawBelow(generator, i);
    const kept = items[i];
    items[i] = items[j];
    items[j] = kept;
  }
}

/** Shuffles a tensor, or a view of one, along its first axis. */
export function shuffleTensor(generator: MT19937, x: Tensor<DType>): void {
  const [length, ...innerShape] = x.shape;
  const [stride, ...innerStrides] = x.strides;
  const { data, offset } = x;
  for (let i = length - 1; i > 0; i--) {
    const j = drawBelow(generator, i);
    const toJ = (j - i) * stride;
    if (toJ === 0) continue;
    forEachPosition(innerShape, innerStrides, offset + i * stride, (position) => {
      const kept = data[position];
      data[position] = data[position + toJ];
      data[position + toJ] = kept;
    });
  }
}
