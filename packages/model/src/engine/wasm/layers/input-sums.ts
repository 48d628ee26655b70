/**
 * The part of a recurrent layer that has nothing to do with time: the sums x W + b of all words, before the
 * loop over them, and after the loop back the gradients of W and b and the errors of x. Where the input is
 * of distinct vectors, each is multiplied once for all words that have it.
 */
import type { Pieces } from "../../pieces.ts";
import type { Work } from "./deal.ts";
import { dealInPieces } from "./deal-in-pieces.ts";
import type { Environment, Flow } from "./flow.ts";
import { gradientWork, sumWork } from "./gradient-work.ts";
import { wholeBlocks } from "./memory.ts";
import type { RecurrentAreas } from "./recurrent-areas.ts";

/** What is multiplied by which parameters. */
export interface InputSetting {
  /** Where W is among the parameters. */
  readonly kernel: number;
  readonly input: Flow;
  /** Whether the input is the network's: its error is not asked for, and its vectors may be one-hot ids. */
  readonly readsInput: boolean;
  /** Whether the errors of the input are those of the other direction too, which goes back first. */
  readonly addsInputErrors: boolean;
}

/** The sums over the kernels. */
export interface InputSums {
  /** Places its areas for batches of up to so many words. */
  place(words: number): void;
  /** Writes the sums of each distinct vector, for the loop to find, or those of each word to z. */
  forward(words: number): Pieces;
  /** What `backward` needs done before: it may be dealt with what still writes to z. */
  prepareBackward(): Work;
  /** From the errors of the sums, in z. Deals `alongside` with it, which reads these as well. */
  backward(words: number, alongside: readonly Work[]): Pieces;
}

export function createInputSums(
  env: Environment,
  setting: InputSetting,
  areas: RecurrentAreas,
): InputSums {
  const { kernels, memory } = env;
  const { kernel, input } = setting;
  const { bias, shape } = areas;
  const { step, blocks, width } = shape;
  const transposed = memory.place(setting.readsInput ? 0 : wholeBlocks(input.width) * width * 4);
  const isDistinct = input.of === "distinct";
  /** The sums of each distinct vector, then their errors. */
  let distinctSums = 0;

  function* forward(words: number): Pieces {
    const [w, b] = [env.weights + kernel, env.weights + bias];
    if (setting.readsInput && env.oneHot) {
      env.deal({
        count: words,
        grain: 16,
        run(first, end) {
          const [z, ids, count] = [areas.z + first * step, env.ids + first * 4, end - first];
          for (let block = 0; block < blocks; block++) {
            const panel = w + block * input.width * 64;
            kernels.gatherRows(z + block * 64, step, panel, 64, ids, 64, count);
          }
          kernels.addRows(z, step, b, 0, blocks * 64, count);
        },
      });
      return;
    }
    const [sums, from, count] = isDistinct
      ? [distinctSums, env.firstNew, env.distinctCount - env.firstNew]
      : [areas.z, 0, words];
    yield* dealInPieces(env.deal, {
      count,
      grain: 16,
      multiplyAdds: count * input.width * width,
      run(first, end) {
        kernels.addRowsTimesPanels(
          sums + (from + first) * step,
          step,
          b,
          0,
          input.values + (from + first) * input.step,
          input.step,
          w,
          blocks,
          input.width,
          end - first,
        );
      },
    });
  }

  /** Adds the errors of the sums of all words up by their distinct vectors; in columns, which words share. */
  const scatterWork = (words: number): Work => ({
    count: blocks * 4,
    run(first, end) {
      const [at, some] = [first * 16, (end - first) * 16];
      const { z } = areas;
      kernels.scatterRows(distinctSums + at, step, env.distinctIndex, z + at, step, some, words);
    },
  });

  /** The gradient of W by one-hot vectors, a vector of each panel's rows after the other. */
  const oneHotWork = (words: number): Work => ({
    count: blocks * 4,
    run(first, end) {
      for (let vector = first; vector < end; ) {
        const block = Math.floor(vector / 4);
        const next = Math.min(end, 4 * block + 4);
        const panel = env.gradients + kernel + block * input.width * 64;
        const [at, some] = [(vector % 4) * 16, (next - vector) * 16];
        const z = areas.z + vector * 16;
        kernels.scatterRows(panel + at, 64, env.ids, z, step, some, words);
        vector = next;
      }
    },
  });

  /** The gradients of W and b, and the errors of the input, from the errors of so many sums. */
  const inputWorks = (sums: number, count: number): Work[] => {
    const errors = { right: sums, rightStep: step, blocks, rows: count };
    const works = [sumWork(env, env.gradients + bias, errors)];
    if (setting.readsInput && env.oneHot) return [...works, oneHotWork(count)];
    works.push(
      gradientWork(kernels, {
        out: env.gradients + kernel,
        left: input.values,
        leftStep: input.step,
        count: input.width,
        ...errors,
      }),
    );
    if (setting.readsInput) return works;
    kernels.transposePanels(env.weights + kernel, input.width, width, transposed);
    works.push({
      count,
      grain: 16,
      multiplyAdds: count * input.width * width,
      run(first, end) {
        const to = input.errors + first * input.step;
        kernels.addRowsTimesPanels(
          to,
          input.step,
          setting.addsInputErrors ? to : env.zeros,
          setting.addsInputErrors ? input.step : 0,
          sums + first * step,
          step,
          transposed,
          wholeBlocks(input.width) / 16,
          width,
          end - first,
        );
      },
    });
    return works;
  };

  return {
    place(words) {
      if (!isDistinct) return;
      distinctSums = memory.place(words * step);
      areas.plan.set({ sums: distinctSums, index: env.distinctIndex });
    },
    forward,
    prepareBackward: () => ({
      count: isDistinct ? env.distinctCount : 0,
      grain: 16,
      run: (first, end) => memory.fill(distinctSums + first * step, (end - first) * step),
    }),
    *backward(words, alongside) {
      if (isDistinct) {
        yield* dealInPieces(env.deal, ...alongside, scatterWork(words));
        yield* dealInPieces(env.deal, ...inputWorks(distinctSums, env.distinctCount));
      } else {
        yield* dealInPieces(env.deal, ...alongside, ...inputWorks(areas.z, words));
      }
    },
  };
}
