import type { Embedding } from "../../../layers/embedding.ts";
import type { Environment, Flow, Pass, Stage } from "./flow.ts";
import { wholeVectors } from "./memory.ts";

/**
 * v = E[id]: rows gathered; backward added up. Where the output is of distinct ids, each is gathered once,
 * and what multiplies the vectors next does so once for all words that are the same.
 */
export function createEmbeddingStage(
  env: Environment,
  { inputDim, outputDim }: Embedding,
  key: string,
  output: Flow,
): Stage {
  const { kernels, memory } = env;
  const bytes = wholeVectors(outputDim) * 4;
  const offset = env.parameters.offsetOf(key);
  const isDistinct = output.of === "distinct";
  /** For each id 1 + its number among the distinct ones, if it has been met. */
  const numbers = isDistinct ? new Int32Array(inputDim) : undefined;
  let hasNumbers = false;
  let distinctIds = 0;
  let room = 0;

  /** Numbers the distinct ids, those of passes before first as long as there is room. */
  const findDistinct = ({ words, keeps }: Pass): void => {
    if (numbers === undefined) return;
    const { integers } = memory;
    const [ids, index, distinct] = [env.ids / 4, env.distinctIndex / 4, distinctIds / 4];
    let count = env.distinctCount;
    if (hasNumbers && count === 0) numbers.fill(0);
    env.firstNew = count;
    for (let word = 0; word < words; word++) {
      const id = integers[ids + word];
      if (numbers[id] === 0) {
        if (count === room) {
          numbers.fill(0);
          [count, env.firstNew, word] = [0, 0, -1];
          continue;
        }
        integers[distinct + count] = id;
        numbers[id] = ++count;
      }
      integers[index + word] = numbers[id] - 1;
    }
    hasNumbers = keeps === "last";
    if (!hasNumbers) for (let n = 0; n < count; n++) numbers[integers[distinct + n]] = 0;
    env.distinctCount = count;
  };

  return {
    place(words) {
      if (!isDistinct) return;
      room = words;
      env.distinctIndex = memory.place(words * 4);
      distinctIds = memory.place(words * 4);
    },
    forward(pass) {
      findDistinct(pass);
      const [ids, from, count] = isDistinct
        ? [distinctIds, env.firstNew, env.distinctCount - env.firstNew]
        : [env.ids, 0, pass.words];
      const { values, step } = output;
      const table = env.weights + offset;
      env.deal({
        count,
        grain: 16,
        run(first, end) {
          const [to, own] = [values + (from + first) * step, ids + (from + first) * 4];
          kernels.gatherRows(to, step, table, bytes, own, bytes, end - first);
        },
      });
    },
    backward({ words }: Pass) {
      const [ids, count] = isDistinct ? [distinctIds, env.distinctCount] : [env.ids, words];
      const { errors, step } = output;
      const table = env.gradients + offset;
      if (isDistinct) {
        env.deal({
          count,
          grain: 16,
          run(first, end) {
            const [own, from] = [ids + first * 4, errors + first * step];
            kernels.scatterRows(table, bytes, own, from, step, bytes, end - first);
          },
        });
        return;
      }
      // Words that are the same add to one row: they are cut into columns.
      env.deal({
        count: bytes / 16,
        run(first, end) {
          const at = first * 16;
          const some = (end - first) * 16;
          kernels.scatterRows(table + at, bytes, ids, errors + at, step, some, count);
        },
      });
    },
  };
}
