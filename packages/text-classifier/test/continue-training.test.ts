import { RecurrentNetwork } from "@rnn/model";
import type { Tensor } from "@rnn/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import {
  evaluate,
  loadTextClassifier,
  prepareTrainingTexts,
  TextClassifier,
  type TrainedTextClassifier,
  type TrainingCheckpoint,
  type TrainingPlan,
  textFormat2,
  trainTextClassifier,
} from "../src/index.ts";
import { makeTexts } from "./made-up-texts.ts";

const small = { units: 4, epochs: 4, batchSize: 16, learningRate: 0.02, model: "both" } as const;
const { units: _, ...further } = small;
const half = (seed: number, classes = 2) => makeTexts(160, classes, seed);

let first: TrainedTextClassifier;
beforeAll(async () => {
  first = await trainTextClassifier(half(1), small);
});

const embeddingsOf = ({ network }: TextClassifier): Tensor => {
  const { weights }: { weights: Readonly<Record<string, Tensor>> } = network as never;
  return weights["embedding.embeddings"];
};

describe("trainTextClassifier from another classifier", () => {
  test("knows afterwards what it knew before, and the new texts", async () => {
    const more = {
      texts: [
        ...half(2).texts,
        ...Array.from({ length: 20 }, (_row, i) => `a gem of the sea ${i}`),
      ],
      labels: [...half(2).labels, ...Array.from({ length: 20 }, () => "c1")],
    };
    const from = loadTextClassifier(first.classifier.save());
    const before = from.save();
    const { classifier, evaluation } = await trainTextClassifier(more, { ...further, from });
    expect(from.save()).toEqual(before);
    expect(classifier.model).toBe("both");
    expect(classifier.classNames).toEqual(["c0", "c1"]);
    expect(classifier.maxlen).toBe(from.maxlen);
    expect(classifier.vocabulary.slice(0, from.vocabulary.length)).toEqual(from.vocabulary);
    expect(classifier.vocabulary.slice(from.vocabulary.length)).toContain("gem");
    expect(classifier.classify("what a gem").className).toBe("c1");
    expect(evaluation.accuracy).toBeGreaterThan(0.7);
    const held = makeTexts(200, 2, 9);
    const labels = held.labels.map((name) => Number(name === "c1"));
    const [was, is] = [from, classifier].map(
      (each) => evaluate(labels, each.probabilities(held.texts)).loss,
    );
    expect(is).toBeLessThan(was + 0.05);
    const counted = classifier.ngrams?.classifier.features ?? 0;
    expect(counted).toBeGreaterThan(from.ngrams?.classifier.features ?? Infinity);
  });

  test.each(["rnn", "ngrams"] as const)(
    "goes on with the %s alone where it has no more",
    async (model) => {
      const { classifier: from } = await trainTextClassifier(half(1), { ...small, model });
      const { model: __, ...rest } = further;
      const { classifier } = await trainTextClassifier(half(2), { ...rest, from });
      expect(classifier.model).toBe(model);
      const other = trainTextClassifier(half(2), { ...rest, from, model: "both" });
      await expect(other).rejects.toThrow(
        `expected model to be "${model}", which the earlier classifier has, got "both" (from)`,
      );
    },
  );

  test("begins with the earlier weights, to the bit", async () => {
    const still = { ...further, model: "rnn", epochs: 1, learningRate: 1e-30 } as const;
    const from = first.classifier;
    const { classifier } = await trainTextClassifier(half(2), { ...still, from });
    const [was, is] = [from, classifier].map(embeddingsOf);
    expect(is.slice([0, was.shape[0]]).toArray()).toEqual(was.toArray());
    const texts = ["the film was great", "so dull", "the sea"];
    expect(logit(classifier, texts)).toEqual(
      logit(from, texts).map((value) => expect.closeTo(value, 5) as unknown),
    );
  });

  test("adds classes after its own, and says which words and classes are new", async () => {
    const plans: TrainingPlan[] = [];
    const five = makeTexts(300, 5, 3);
    const from = first.classifier;
    const { classifier } = await trainTextClassifier(five, {
      ...further,
      epochs: 20,
      from,
      onPrepared: (plan) => {
        plans.push(plan);
      },
    });
    expect(classifier.classNames).toEqual(["c0", "c1", "c2", "c3", "c4"]);
    const known = from.vocabulary.length;
    expect(plans[0].added).toEqual({
      classNames: ["c2", "c3", "c4"],
      tokens: plans[0].vocabulary.length - known,
    });
    expect(classifier.probabilities(["so dull", "so loud"]).shape).toEqual([2, 5]);
    for (const [text, name] of [
      ["the film was great", "c0"],
      ["the film was dull", "c1"],
      ["the film was noisy", "c4"],
    ]) {
      expect(classifier.classify(text).className, text).toBe(name);
    }
    const again = await trainTextClassifier(half(4), { ...further, from: classifier });
    expect(again.classifier.classNames).toEqual(classifier.classNames);
  });

  test("takes texts of one new class alone", async () => {
    const songs = Array.from({ length: 30 }, (_row, i) => `a song of ${i % 7} singers ${i}`);
    const more = { texts: songs, labels: songs.map(() => "song") };
    const { classifier } = await trainTextClassifier(more, { ...further, from: first.classifier });
    expect(classifier.classNames).toEqual(["c0", "c1", "song"]);
    expect(classifier.classify("another song of singers").className).toBe("song");
  });

  test("asks for a second class where the earlier classifier is a network alone", async () => {
    const { network, vocabulary, maxlen, tokens, classNames } = first.classifier;
    const text = { textFormat: textFormat2, tokens, classNames };
    const from = new TextClassifier({ network, vocabulary, maxlen, ...text });
    const texts = Array.from({ length: 20 }, (_row, i) => `a gem of the sea ${i}`);
    const labels = texts.map(() => "c1");
    await expect(
      trainTextClassifier({ texts, labels }, { ...further, model: "rnn", from }),
    ).rejects.toThrow(
      "got 16 of 1 and 4. Give rows of another class too: the n-grams that the network is compared with need two.",
    );
  });

  test("gives equal bytes for equal texts, and resumes to them, from the same classifier alone", async () => {
    const from = first.classifier;
    const options = { ...further, from };
    const whole = await trainTextClassifier(half(2), options);
    const controller = new AbortController();
    let resume: TrainingCheckpoint | undefined;
    const stopped = trainTextClassifier(half(2), {
      ...options,
      signal: controller.signal,
      onEpochEnd: () => controller.abort(new Error("enough")),
      onCheckpoint: (checkpoint) => {
        resume = checkpoint;
      },
    });
    await expect(stopped).rejects.toThrow("enough");
    if (resume === undefined) throw new Error("no checkpoint");
    const resumed = await trainTextClassifier(half(2), { ...options, resume });
    expect(resumed.classifier.save()).toEqual(whole.classifier.save());
    const other = trainTextClassifier(half(2), { ...options, from: whole.classifier, resume });
    await expect(other).rejects.toThrow("expected a checkpoint of the same texts and options");
  });

  test.each([
    [
      { units: 8 },
      "expected no units beside an earlier classifier, which keeps its own, got 8 (from)",
    ],
    [{ tokens: "words" }, "expected no tokens beside an earlier classifier"],
    [{ ngrams: { C: 1 } }, "expected no ngrams beside an earlier classifier"],
    [{ from: new Uint8Array(3) }, "expected from to be a TextClassifier, got"],
    [{ classNames: ["c1", "c0"] }, "expected classNames to begin with those of from"],
  ])("refuses %j", async (options, message) => {
    const call = Reflect.apply(trainTextClassifier, undefined, [
      half(2),
      { ...further, from: first.classifier, ...options },
    ]) as Promise<unknown>;
    await expect(call).rejects.toThrow(message);
  });

  test("refuses the chapter's network, other text formats and prepared texts", async () => {
    const network = new RecurrentNetwork({ nCells: 1 });
    network.setWeights({ w1h: [[1]], w1x: [[0], [1]], b1: [0], w2: [[1]], b2: [0] });
    const chapter = new TextClassifier({
      network,
      vocabulary: [null, "film"],
      maxlen: 4,
      textFormat: textFormat2,
    });
    await expect(trainTextClassifier(half(2), { from: chapter })).rejects.toThrow(
      "expected a classifier that trainTextClassifier made, got one of the chapter's network",
    );
    const prepared = await prepareTrainingTexts(half(2), { model: "rnn" });
    const call = trainTextClassifier(prepared, { model: "rnn", from: first.classifier });
    await expect(call).rejects.toThrow("expected texts with from, got texts that were prepared");
  });
});

/** Of the network: how far it leans to the second class. */
function logit(classifier: TextClassifier, texts: readonly string[]): number[] {
  const { network } = classifier;
  if (network instanceof RecurrentNetwork) throw new Error("not of layers");
  const { data } = network.predictProba(classifier.input(texts).indices);
  return Array.from(data, (p) => Math.log(p / (1 - p)));
}
