/**
 * An epoch of the chapter's training (20,000 sequences, forward, backward, update) and its validation
 * (5,000, forward), on generated tokens: reference, wasm and relaxed wasm, in one thread and in two, each
 * checked before it is timed, in turns, least of several runs. Then what share of one core's multiply-add
 * rate that is.
 */
import { setFlagsFromString } from "node:v8";
import { RandomState } from "@rnn/tensor";
import { chapter, countEpochFlops, generateReviews } from "@rnn/testing/chapter-reviews";
import { chapterPlan } from "../src/chapter-plan.ts";
import type { Engine, EngineSession } from "../src/engine/engine.ts";
import { referenceEngine } from "../src/engine/reference/reference-engine.ts";
import { isRelaxedSimdAvailable } from "../src/engine/wasm/kernels.ts";
import { createWasmEngine, wasmEngine } from "../src/engine/wasm/wasm-engine.ts";
import { binaryCrossEntropy } from "../src/losses/binary-cross-entropy.ts";
import { fitEpochs } from "../src/network/fit-epochs.ts";
import { initialParameters, parameterTable } from "../src/network/parameter-table.ts";
import { startOf } from "../src/network/position.ts";
import { sgd } from "../src/optimizers/sgd.ts";
import { peakGflops } from "./peak.ts";

const training = generateReviews(20_000, new RandomState(1));
const validation = generateReviews(5000, new RandomState(2));
const { batchSize, bpttSteps } = chapter;
const plan = chapterPlan(
  { nCells: chapter.cells, bpttSteps, recurrentGradient: "exact" },
  chapter.features,
);
const parameters = initialParameters(parameterTable(plan), 42);
const open = (engine: Engine): EngineSession =>
  engine.open({
    plan,
    parameters,
    optimizer: sgd({ learningRate: 0.1 }),
    optimizerState: {},
    batchSize,
  });

/** The events of some epochs of training. */
async function train(session: EngineSession, data: typeof training, epochs: number) {
  const events = [];
  const run = {
    loss: binaryCrossEntropy,
    validationLoss: binaryCrossEntropy,
    noiseOf: () => [],
    outputs: 1,
    batchSize,
    epochs,
    training: data,
    validation,
  };
  const rest = { from: startOf(42), progressEveryMs: Infinity, onBatchEnd: undefined };
  for await (const { ended } of fitEpochs(session, { ...run, ...rest, signal: undefined })) {
    if (ended) events.push(ended);
  }
  return events;
}

/** Throws unless an epoch on a part of the data gives the reference's losses within 1e-5. */
async function check(name: string, engine: Engine): Promise<void> {
  const part = generateReviews(2000, new RandomState(3));
  const [found] = await train(open(engine), part, 1);
  const [expected] = await train(open(referenceEngine), part, 1);
  for (const loss of ["loss", "valLoss"] as const) {
    const difference = Math.abs(Number(found[loss]) - Number(expected[loss]));
    if (!(difference < 1e-5)) throw new Error(`${name}: ${loss} differs by ${difference}`);
  }
}

/** Times engines side by side and prints a table. */
export async function benchEpoch(): Promise<void> {
  // Node 20 has relaxed SIMD behind a flag.
  if (!isRelaxedSimdAvailable()) setFlagsFromString("--experimental-wasm-relaxed-simd");
  const rows = [
    { name: "reference", engine: referenceEngine, epochs: 1, relaxed: false },
    { name: "wasm", engine: wasmEngine, epochs: 4, relaxed: false },
    {
      name: "wasm, pads not shared",
      engine: createWasmEngine({ sharePads: false }),
      epochs: 2,
      relaxed: false,
    },
    {
      name: "wasm, 2 threads",
      engine: createWasmEngine({ threads: 2 }),
      epochs: 4,
      relaxed: false,
    },
    {
      name: "wasm, relaxed",
      engine: createWasmEngine({ relaxed: true }),
      epochs: 4,
      relaxed: true,
    },
    {
      name: "wasm, relaxed, 2 threads",
      engine: createWasmEngine({ relaxed: true, threads: 2 }),
      epochs: 4,
      relaxed: true,
    },
  ].filter(({ relaxed }) => !relaxed || isRelaxedSimdAvailable());

  const timed = [];
  for (const row of rows) {
    await check(row.name, row.engine);
    timed.push({ ...row, session: open(row.engine), trainingMs: Infinity, validationMs: Infinity });
  }
  for (let round = 0; round < 5; round++) {
    for (const row of timed) {
      if (row.name === "reference" && round > 0) continue;
      for (const event of await train(row.session, training, row.epochs)) {
        row.trainingMs = Math.min(row.trainingMs, event.trainingMs);
        row.validationMs = Math.min(row.validationMs, event.validationMs);
      }
    }
  }

  const flops = countEpochFlops(training.sequences);
  const table = [];
  for (const { name, relaxed, trainingMs, validationMs } of timed) {
    const gflops = flops / trainingMs / 1e6;
    const peak = await peakGflops(relaxed);
    table.push({
      engine: name,
      "epoch ms": Number(trainingMs.toFixed(1)),
      "validation ms": Number(validationMs.toFixed(1)),
      "GFLOP/s": Number(gflops.toFixed(1)),
      "one core's peak": Number(peak.toFixed(1)),
      "share of it": `${((100 * gflops) / peak).toFixed(0)}%`,
    });
  }
  console.table(table);
}
