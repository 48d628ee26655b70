/**
 * How long `fit` keeps its thread: the longest gap between two ticks of a timer of 1 ms while the chapter's
 * network trains and validates, for three sizes of validation, and what giving way costs.
 *
 *     tsx --conditions=@rnn/source bench/responsiveness.ts
 */
import { OneHotTensor, RandomState, Tensor } from "@rnn/tensor";
import { EventLoopTurns } from "@rnn/tensor/event-loop";
import { chapter, generateReviews } from "@rnn/testing/chapter-reviews";
import { RecurrentNetwork } from "../src/index.ts";

/** Reviews as `fit` takes them. */
function generateLabelled(count: number, seed: number): { x: OneHotTensor; y: Float64Array } {
  const { sequences, labels } = generateReviews(count, new RandomState(seed));
  const tokens = new Tensor(Int32Array.from(sequences.tokens), "int32", [count, chapter.steps]);
  return { x: new OneHotTensor(tokens, chapter.features), y: labels };
}

/** Milliseconds between ticks of a timer, the longest since the last call of `longest`. */
class TickGaps {
  #last = performance.now();
  #longest = 0;
  readonly #timer = setInterval(() => this.#tick(), 1);

  #tick(): void {
    const now = performance.now();
    this.#longest = Math.max(this.#longest, now - this.#last);
    this.#last = now;
  }

  longest(): number {
    const longest = this.#longest;
    this.#longest = 0;
    return longest;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

const training = generateLabelled(20_000, 1);

/** Three epochs: the longest gap within training, and the longest validation, which is one turn. */
async function gaps(validationRows: number): Promise<Record<string, number>> {
  const validation = generateLabelled(validationRows, 2);
  const network = new RecurrentNetwork({ nCells: chapter.cells });
  const ticks = new TickGaps();
  let inTraining = 0;
  let validationMs = 0;
  await new Promise((resolve) => setTimeout(resolve, 20));
  ticks.longest();
  await network.fit(training.x, training.y, {
    epochs: 3,
    xVal: validation.x,
    yVal: validation.y,
    onBatchEnd({ epoch, batch, batches }) {
      // The turn after a validation and before the first batch counts to the validation.
      if (batch === 64) ticks.longest();
      if (batch === batches && epoch > 1) inTraining = Math.max(inTraining, ticks.longest());
    },
    onEpochEnd: (event) => void (validationMs = Math.max(validationMs, event.validationMs)),
  });
  ticks.stop();
  return {
    "validation rows": validationRows,
    "longest gap in training, ms": Number(inTraining.toFixed(1)),
    "longest validation, ms": Number(validationMs.toFixed(1)),
  };
}

/** The mean time of one turn given to the event loop, in milliseconds. */
async function turnMs(): Promise<number> {
  const turns = new EventLoopTurns();
  const rounds = 5000;
  const started = performance.now();
  for (let i = 0; i < rounds; i++) await turns.next();
  return (performance.now() - started) / rounds;
}

const table = [];
for (const rows of [5000, 25_000, 250_000]) table.push(await gaps(rows));
console.table(table);
await turnMs();
const cost = await turnMs();
console.log(`A turn costs ${(cost * 1000).toFixed(0)} µs: ${(cost / 0.4).toFixed(2)}% of 40 ms.`);
