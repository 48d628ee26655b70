import type { Work } from "./deal.ts";
import type { Environment } from "./flow.ts";
import type { LayerKernels } from "./layer-kernels.ts";

/** What is multiplied: the arguments of `addColumnsTimesRows`. */
export interface GradientProduct {
  readonly out: number;
  readonly left: number;
  readonly leftStep: number;
  readonly count: number;
  readonly right: number;
  readonly rightStep: number;
  readonly blocks: number;
  readonly rows: number;
}

const blockBytes = 64;
/** The kernel's sums are over so many rows each; only between them may rows be cut. */
const longestSum = 128;

/**
 * out += the transpose of left times right, cut between its sums and not within them: an item is a pair of
 * rows of a panel, whole panels one after the other. A part is of some of the rows, each of which is read once.
 */
export function gradientWork(kernels: LayerKernels, product: GradientProduct): Work {
  const { out, left, leftStep, count, right, rightStep, blocks, rows } = product;
  const pairs = Math.ceil(count / 2);
  /** Rows `from` up to `to` of so many panels, of one where these are not all of its rows. */
  const multiply = (block: number, panels: number, from: number, to: number): void => {
    if (panels <= 0 || to <= from) return;
    kernels.addColumnsTimesRows(
      out + (block * count + from) * blockBytes,
      left + from * 4,
      leftStep,
      to - from,
      right + block * blockBytes,
      rightStep,
      panels,
      rows,
    );
  };
  return {
    count: blocks * pairs,
    multiplyAdds: rows * count * blocks * 16,
    part(from, to) {
      const [first, end] = [from, to].map((share) =>
        share === 1 ? rows : Math.floor((rows * share) / longestSum) * longestSum,
      );
      return gradientWork(kernels, {
        ...product,
        left: left + first * leftStep,
        right: right + first * rightStep,
        rows: end - first,
      });
    },
    run(first, end) {
      const [block, lastBlock] = [Math.floor(first / pairs), Math.floor(end / pairs)];
      const [from, to] = [2 * (first % pairs), Math.min(count, 2 * (end % pairs))];
      if (block === lastBlock) {
        multiply(block, 1, from, to);
        return;
      }
      if (from > 0) multiply(block, 1, from, count);
      const whole = from > 0 ? block + 1 : block;
      multiply(whole, lastBlock - whole, 0, count);
      multiply(lastBlock, 1, 0, to);
    },
  };
}

/** out += the sum of the rows of right. */
export function sumWork(
  { kernels, one }: Environment,
  out: number,
  right: Pick<GradientProduct, "right" | "rightStep" | "blocks" | "rows">,
): Work {
  return gradientWork(kernels, { out, left: one, leftStep: 0, count: 1, ...right });
}
