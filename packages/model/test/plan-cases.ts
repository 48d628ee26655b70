import { RandomState } from "@rnn/tensor";
import * as fc from "fast-check";
import { bidirectional } from "../src/layers/bidirectional.ts";
import { dense } from "../src/layers/dense.ts";
import { embedding } from "../src/layers/embedding.ts";
import { globalAveragePooling1d } from "../src/layers/global-average-pooling-1d.ts";
import { globalMaxPooling1d } from "../src/layers/global-max-pooling-1d.ts";
import { gru } from "../src/layers/gru.ts";
import type { Layer } from "../src/layers/layer.ts";
import { lstm } from "../src/layers/lstm.ts";
import { simpleRnn } from "../src/layers/simple-rnn.ts";
import type { Sequences } from "../src/network/sequences.ts";

/** Sequences for a network of layers. */
export interface Case {
  readonly layers: readonly Layer[];
  readonly features: number;
  readonly sequences: Sequences;
  readonly seed: number;
}

const cells = fc.oneof(
  fc.record({ kind: fc.constant("simpleRnn" as const), units: fc.integer({ min: 1, max: 70 }) }),
  fc.record({ kind: fc.constant("lstm" as const), units: fc.integer({ min: 1, max: 70 }) }),
  fc.record({
    kind: fc.constantFrom("gru" as const, "gruBefore" as const),
    units: fc.integer({ min: 1, max: 70 }),
  }),
);

const recurrents = fc
  .tuple(cells, fc.boolean(), fc.option(fc.integer({ min: 1, max: 12 })))
  .map(([{ kind, units }, both, most]): Layer => {
    const options = most === null ? {} : { bpttSteps: most };
    const cell =
      kind === "simpleRnn"
        ? simpleRnn(units, options)
        : kind === "lstm"
          ? lstm(units, options)
          : gru(units, { ...options, resetAfter: kind === "gru" });
    return both ? bidirectional(cell) : cell;
  });

const poolings = fc.constantFrom<Layer[]>(
  [],
  [globalAveragePooling1d()],
  [globalMaxPooling1d()],
  [globalMaxPooling1d({ ignoreMask: true })],
);

const inputs = fc.constantFrom("embedding", "masked", "ragged", "oneHot", "dense");

/** Networks of all layers that the kernels run, over all kinds of input. */
export const cases: fc.Arbitrary<Case> = fc
  .record({
    seed: fc.nat(1_000_000),
    input: inputs,
    rows: fc.integer({ min: 1, max: 40 }),
    steps: fc.integer({ min: 1, max: 30 }),
    vocabulary: fc.integer({ min: 2, max: 20 }),
    width: fc.integer({ min: 1, max: 40 }),
    recurrent: fc.array(recurrents, { maxLength: 2 }),
    pooling: poolings,
    classes: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ seed, input, rows, steps, vocabulary, width, recurrent, pooling, classes }) => {
    const random = new RandomState(seed);
    const hasIds = input !== "dense";
    const features = hasIds ? vocabulary : width;
    const ids = (count: number): Int32Array =>
      Int32Array.from(random.randint(0, vocabulary, [count]).data);
    const shape = { count: rows, steps, features };
    let sequences: Sequences;
    if (input === "dense") {
      const numbers = random.randomSample([rows * steps * width]).data.map((u) => u - 0.5);
      sequences = { ...shape, dense: numbers };
    } else if (input === "ragged") {
      const offsets = new Int32Array(rows + 1);
      for (let n = 0; n < rows; n++) {
        offsets[n + 1] = offsets[n] + (n === 0 ? steps : random.randint(0, steps + 1));
      }
      sequences = { ...shape, tokens: ids(offsets[rows]), offsets };
    } else {
      sequences = { ...shape, tokens: ids(rows * steps) };
    }
    const first =
      input === "dense" || input === "oneHot"
        ? []
        : [embedding(vocabulary, width, { maskZero: input === "masked" })];
    // Without a recurrent layer something must still end the steps.
    const ends = pooling.length === 0 && recurrent.length > 0;
    const pooled = pooling.length === 0 ? [globalAveragePooling1d()] : pooling;
    return {
      seed,
      features,
      sequences,
      layers: [...first, ...recurrent, ...(ends ? [] : pooled), dense(classes)],
    };
  });
