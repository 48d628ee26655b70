import { RandomState, Tensor } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import {
  type GivenWordVectors,
  type TrainingCheckpoint,
  type TrainingPlan,
  trainTextClassifier,
} from "../src/index.ts";
import { makeTexts } from "./made-up-texts.ts";

const data = makeTexts(160, 2, 1);
const words = ["great", "dull", "film", "nowhere"];
const vectors = new RandomState(5).normal(0, 1, [4, 100]).astype("float32");
const wordVectors = (): GivenWordVectors => ({ words, vectors });
/** So small a rate that no weight moves in float32. */
const still = {
  model: "rnn",
  units: 4,
  epochs: 1,
  batchSize: 16,
  learningRate: 1e-30,
  wordVectors,
} as const;

const rowOf = (table: Tensor, row: number): number[] =>
  Array.from(table.slice([row, row + 1]).contiguous().data as Float32Array);

describe("wordVectors", () => {
  test.each([false, true])(
    "are what the embedding begins with, to the bit, and other words as without (refit: %s)",
    async (refit) => {
      const { classifier } = await trainTextClassifier(data, { ...still, refit });
      const { wordVectors: _, ...plain } = { ...still, outputDim: 100, refit };
      const { classifier: random } = await trainTextClassifier(data, plain);
      const tables = [classifier, random].map(({ network }) => {
        const { weights }: { weights: Readonly<Record<string, Tensor>> } = network as never;
        return weights["embedding.embeddings"];
      });
      expect(classifier.vocabulary).toEqual(random.vocabulary);
      classifier.vocabulary.forEach((word, id) => {
        const known = words.indexOf(word ?? "");
        const expected = known === -1 ? rowOf(tables[1], id) : rowOf(vectors, known);
        expect(rowOf(tables[0], id), String(word)).toEqual(expected);
      });
    },
  );

  test("are asked for once, by the words that the texts have twice or more", async () => {
    const asked: ReadonlySet<string>[] = [];
    let plan: TrainingPlan | undefined;
    const { classifier, settings } = await trainTextClassifier(
      { texts: [...data.texts, "once"], labels: [...data.labels, "c0"] },
      {
        ...still,
        wordVectors: async (wanted) => {
          asked.push(wanted);
          return wordVectors();
        },
        onPrepared: (given) => {
          plan = given;
        },
      },
    );
    expect(asked).toHaveLength(1);
    expect(asked[0]).toEqual(new Set(classifier.vocabulary.slice(1)));
    expect(asked[0].has("once")).toBe(false);
    expect(plan?.wordVectors).toEqual({ found: 3, outputDim: 100 });
    expect(settings?.outputDim).toBe(100);
  });

  test("are trained like other vectors", async () => {
    const { classifier } = await trainTextClassifier(data, { ...still, learningRate: 0.01 });
    const { weights }: { weights: Readonly<Record<string, Tensor>> } = classifier.network as never;
    const id = classifier.vocabulary.indexOf("great");
    expect(rowOf(weights["embedding.embeddings"], id)).not.toEqual(rowOf(vectors, 0));
  });

  test("are part of what a resumed training must have been given", async () => {
    const controller = new AbortController();
    let resume: TrainingCheckpoint | undefined;
    const stopped = trainTextClassifier(data, {
      ...still,
      signal: controller.signal,
      onEpochEnd: () => controller.abort(new Error("enough")),
      onCheckpoint: (checkpoint) => {
        resume = checkpoint;
      },
    });
    await expect(stopped).rejects.toThrow("enough");
    if (resume === undefined) throw new Error("no checkpoint");
    const whole = await trainTextClassifier(data, still);
    const resumed = await trainTextClassifier(data, { ...still, resume });
    expect(resumed.classifier.save()).toEqual(whole.classifier.save());
    const others = () => ({ words, vectors: vectors.take([1, 0, 2, 3]) });
    await expect(
      trainTextClassifier(data, { ...still, wordVectors: others, resume }),
    ).rejects.toThrow("expected a checkpoint of the same texts and options, got one of others");
  });

  test.each([
    [
      { outputDim: 64 },
      "expected outputDim to be 100, the numbers of each of the wordVectors, got 64",
    ],
    [{ model: "ngrams" }, 'expected wordVectors for a network, got model "ngrams"'],
    [{ wordVectors: 5 }, "expected wordVectors to be a function, got 5"],
    [
      { wordVectors: () => ({ words, vectors: [1] }) },
      "vectors being float32 [words, D], got Array",
    ],
    [
      { wordVectors: () => ({ words: ["a"], vectors }) },
      "expected wordVectors to give a word a row, got 1 words and 4 rows",
    ],
    [
      { wordVectors: () => ({ words: ["x", "y", "z", "w"], vectors }) },
      /expected wordVectors to have some of the \d+ words of these texts, got none of them/,
    ],
    [
      { tokens: "characters", wordVectors },
      /some of the \d+ characters .* They are vectors of words: give tokens: "words"/,
    ],
  ])("%j is an error that says so", async (options, message) => {
    const failing = Reflect.apply(trainTextClassifier, undefined, [data, { ...still, ...options }]);
    await expect(failing).rejects.toThrow(message);
  });
});
