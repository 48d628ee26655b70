import { readFileSync } from "node:fs";
import { loadData } from "@rnn/imdb-data";
import { RecurrentNetwork } from "@rnn/model";
import { padSequences, toCategorical, trainValidationSplit } from "@rnn/preprocess";
import { OneHotTensor, RaggedTensor, Tensor } from "@rnn/tensor";
import { isThorough } from "@rnn/testing/is-thorough";
import { describe, expect, test } from "vitest";

/** A run of float64 NumPy over the real reviews; the file says how it was made. */
interface GoldenRun {
  first_epoch_batch_losses: number[];
  losses: number[];
  val_losses: number[];
  validation_logits_first20: number[];
  validation_accuracy: number;
  test_accuracy: number;
  final_norms: Record<"w1h" | "w1x" | "b1" | "w2" | "b2", number>;
}

interface Golden {
  initial: { w1h: number[]; w1x: number[]; w2: number[] };
  chapter: GoldenRun;
  exact: GoldenRun;
}

const golden = JSON.parse(
  readFileSync(new URL("golden/training.json", import.meta.url), "utf8"),
) as Golden;

interface Prepared {
  train: { x: OneHotTensor; y: Tensor };
  validation: { x: OneHotTensor; y: Tensor };
  test: { x: OneHotTensor; y: Tensor };
}

/** The chapter's preparation, step by step. */
async function prepare(): Promise<Prepared> {
  const { xTrain, yTrain, xTest, yTest } = await loadData({ skipTop: 20, numWords: 100 });
  const { train, validation } = trainValidationSplit(xTrain.length, {
    validationSize: 5000,
    seed: 42,
  });
  const encode = (reviews: RaggedTensor): OneHotTensor =>
    toCategorical(
      padSequences(
        reviews.filter((id) => id > 2),
        { maxlen: 100 },
      ),
      { numClasses: 100 },
    );
  return {
    train: { x: encode(xTrain.take(train)), y: yTrain.take(train) },
    validation: { x: encode(xTrain.take(validation)), y: yTrain.take(validation) },
    test: { x: encode(xTest), y: yTest },
  };
}

/** How far a run may be from NumPy's. */
interface Bounds {
  batchLoss: number;
  epochLoss: (epoch: number) => number;
  logit: number;
  accuracy: number;
}

const boundsOf: Record<"reference" | "wasm", Bounds> = {
  reference: { batchLoss: 1e-6, epochLoss: () => 1e-6, logit: 1e-6, accuracy: 1e-12 },
  wasm: {
    batchLoss: 1e-6,
    epochLoss: (epoch) => (epoch <= 3 ? 1e-6 : 5e-5),
    logit: 1e-2,
    accuracy: 0.002,
  },
};

/** The epochs of the chapter; the reference engine, forty times slower, has its four first ones but in `.ci/run`. */
const chapterEpochs = 20;
const epochsOf = { reference: isThorough ? chapterEpochs : 4, wasm: chapterEpochs };

/**
 * The chapter from the golden file's initial weights, on each engine: every loss, and after all 20 epochs
 * the accuracies. Each gradient has a test file of its own, so that the two run side by side.
 */
export function describeGoldenTraining(recurrentGradient: "chapter" | "exact"): void {
  describeRun(recurrentGradient, "reference");
  describeRun(recurrentGradient, "wasm");
}

function describeRun(recurrentGradient: "chapter" | "exact", engine: "reference" | "wasm"): void {
  const bounds = boundsOf[engine];
  const missing = process.env["RNN_DATA_DIR"] === undefined;
  const epochs = epochsOf[engine];
  describe.skipIf(missing)(
    `${epochs} epochs on the real reviews, ${recurrentGradient}, ${engine}`,
    () => {
      const expected = golden[recurrentGradient];
      test(
        `agree with float64 NumPy: batch losses within ${bounds.batchLoss}, epoch losses within ` +
          `${bounds.epochLoss(1)} (epoch 1) and ${bounds.epochLoss(epochs)} (epoch ${epochs})${epochs < chapterEpochs ? "" : `, accuracies within ${bounds.accuracy}`}`,
        async () => {
          const { train, validation, test: held } = await prepare();
          const network = new RecurrentNetwork({
            nCells: 32,
            batchSize: 32,
            learningRate: 0.01,
            recurrentGradient,
            engine,
          });
          const shaped = (values: number[], shape: number[]): Tensor =>
            new Tensor(Float64Array.from(values), "float64", shape);
          network.setWeights({
            w1h: shaped(golden.initial.w1h, [32, 32]),
            w1x: shaped(golden.initial.w1x, [100, 32]),
            b1: shaped(Array.from<number>({ length: 32 }).fill(0), [32]),
            w2: shaped(golden.initial.w2, [32, 1]),
            b2: shaped([0], [1]),
          });
          const batchLosses: number[] = [];
          await network.fit(train.x, train.y, {
            epochs,
            xVal: validation.x,
            yVal: validation.y,
            onBatchEnd: ({ epoch, loss }) => {
              if (epoch === 1) batchLosses.push(loss);
            },
          });
          expect(batchLosses.length).toBe(625);
          batchLosses.forEach((loss, i) =>
            expectWithin(
              loss,
              expected.first_epoch_batch_losses[i],
              bounds.batchLoss,
              `batch ${i + 1}`,
            ),
          );
          for (const [name, ours, theirs] of [
            ["loss", network.losses, expected.losses],
            ["validation loss", network.valLosses, expected.val_losses],
          ] as const) {
            expect(ours.length).toBe(epochs);
            ours.forEach((loss, i) =>
              expectWithin(loss, theirs[i], bounds.epochLoss(i + 1), `${name} of epoch ${i + 1}`),
            );
          }
          if (epochs < chapterEpochs) return;
          const first = validation.x.take(Array.from({ length: 20 }, (_, i) => i));
          network.predictProba(first).data.forEach((a, i) => {
            const logit = Math.log(a / (1 - a));
            expectWithin(logit, expected.validation_logits_first20[i], bounds.logit, `logit ${i}`);
          });
          for (const [name, norm] of Object.entries(expected.final_norms)) {
            const { data } = network.weights[name as keyof GoldenRun["final_norms"]];
            const ours = Math.hypot(...data);
            expectWithin(ours, norm, bounds.logit, `norm of ${name}`);
          }
          const { accuracy } = bounds;
          expectWithin(
            network.score(validation.x, validation.y),
            expected.validation_accuracy,
            accuracy,
            "validation accuracy",
          );
          expectWithin(
            network.score(held.x, held.y),
            expected.test_accuracy,
            accuracy,
            "test accuracy",
          );
        },
      );
    },
  );
}

function expectWithin(value: number, expected: number, bound: number, what: string): void {
  expect(Math.abs(value - expected), `${what}: ${value} against ${expected}`).toBeLessThanOrEqual(
    bound,
  );
}
