import { deserialize, serialize } from "node:v8";
import { expect, test } from "vitest";
import {
  decodeTrainingCheckpoint,
  encodeTrainingCheckpoint,
  type PreparedTrainingTexts,
  prepareTrainingTexts,
  type TrainingCheckpoint,
  trainTextClassifier,
} from "../src/index.ts";

const words = ["good", "nice", "bad", "awful", "day", "film", "story", "so", "long", "end"];
const texts = Array.from(
  { length: 60 },
  (_, i) => `${words[i % 4]} ${words[4 + (i % 5)]} ${words[4 + ((i * 7) % 6)]} ${i}`,
);
const labels = texts.map((text) => (/good|nice/.test(text) ? "pos" : "neg"));
const weights = texts.map((_, i) => 1 + (i % 2));
const data = { texts, labels, weights };
const small = { units: 3, epochs: 3, classWeight: "balanced", seed: 7 } as const;

/** As it comes out where it is sent to a thread. */
function send(prepared: PreparedTrainingTexts): PreparedTrainingTexts {
  return deserialize(serialize(prepared)) as PreparedTrainingTexts;
}

test.each(["rnn", "ngrams", "both", "auto"] as const)(
  "texts prepared once, sent elsewhere, give the bits of those that are not: model %s",
  async (model) => {
    const prepared = send(await prepareTrainingTexts(data, { ...small, model }));
    for (const refit of [true, false]) {
      const ours = await trainTextClassifier(prepared, { ...small, model, refit });
      const wanted = await trainTextClassifier(data, { ...small, model, refit });
      expect(ours.classifier.save()).toEqual(wanted.classifier.save());
      expect(ours.evaluations).toEqual(wanted.evaluations);
      expect(ours.validationRows).toEqual(wanted.validationRows);
    }
  },
);

test("texts with validation texts apart are prepared too", async () => {
  const apart = {
    texts: texts.slice(0, 40),
    labels: labels.slice(0, 40),
    validation: { texts: texts.slice(40), labels: labels.slice(40) },
  };
  const prepared = send(await prepareTrainingTexts(apart, { seed: 7 }));
  const options = { units: 3, epochs: 2, seed: 7 };
  const [ours, wanted] = [
    await trainTextClassifier(prepared, options),
    await trainTextClassifier(apart, options),
  ];
  expect(ours.classifier.save()).toEqual(wanted.classifier.save());
  expect(ours.validationRows).toEqual(wanted.validationRows);
  expect(ours.refitted).toBe(false);
});

test("a training that is given more epochs from its checkpoint ends as one that had them from the start", async () => {
  const prepared = await prepareTrainingTexts(data, { ...small, model: "rnn" });
  const train = async (epochs: number, resume?: TrainingCheckpoint) => {
    let latest: TrainingCheckpoint | undefined;
    const trained = await trainTextClassifier(prepared, {
      ...small,
      model: "rnn",
      epochs,
      patience: 3,
      refit: epochs === 8,
      onCheckpoint: (checkpoint) => {
        if (checkpoint.first === undefined) latest = checkpoint;
      },
      ...(resume && { resume }),
    });
    return { trained, latest };
  };
  const whole = await train(8);
  let parts = await train(1);
  for (const epochs of [3, 8]) {
    const { latest } = parts;
    if (latest === undefined) throw new Error("no checkpoint");
    parts = await train(epochs, decodeTrainingCheckpoint(encodeTrainingCheckpoint(latest)));
  }
  expect(parts.trained.classifier.save()).toEqual(whole.trained.classifier.save());
  expect(parts.trained.evaluation).toEqual(whole.trained.evaluation);
  expect(parts.trained.history.losses).toEqual(whole.trained.history.losses);
});

test("other options than those they were prepared by are refused by name", async () => {
  const prepared = await prepareTrainingTexts(data, { ...small, model: "rnn" });
  await expect(trainTextClassifier(prepared, { ...small, model: "rnn", seed: 8 })).rejects.toThrow(
    /^trainTextClassifier: expected the options that the texts were prepared by, .*"seed",7.*, got .*"seed",8/,
  );
  await expect(trainTextClassifier(prepared, { ...small, model: "both" })).rejects.toThrow(
    'trainTextClassifier: expected model "rnn", for which the texts were prepared, got "both".',
  );
});

test("a network without its baseline is the same network, and no n-grams are fitted", async () => {
  const options = { ...small, model: "rnn", baseline: false } as const;
  const steps: string[] = [];
  const onStep = (step: string): void => void steps.push(step);
  const prepared = send(await prepareTrainingTexts(data, { ...options, onStep }));
  const wanted = await trainTextClassifier(data, { ...small, model: "rnn" });
  for (const given of [prepared, data]) {
    const ours = await trainTextClassifier(given, { ...options, onStep });
    expect(ours.classifier.save()).toEqual(wanted.classifier.save());
    expect(ours.evaluation).toEqual(wanted.evaluation);
    expect(ours.evaluations).toEqual({ rnn: wanted.evaluations.rnn });
    expect(ours.baseline).toBe(undefined);
    expect([ours.ngramTexts, ours.differences]).toEqual([0, []]);
  }
  expect(steps.join()).not.toContain("n-grams");
  await expect(trainTextClassifier(prepared, { ...small, model: "rnn" })).rejects.toThrow(
    "trainTextClassifier: expected baseline: false, with which the texts were prepared",
  );
});

test.each([
  [{ baseline: false }, RangeError, /expected model: "rnn" with baseline: false, got undefined/],
  [{ baseline: false, model: "both" }, RangeError, /expected model: "rnn" with .*, got "both"/],
  [{ baseline: 0, model: "rnn" }, TypeError, /expected baseline to be a boolean, got 0/],
])("options %o are refused", async (options, type, message) => {
  const training = trainTextClassifier(data, options as object);
  await expect(training).rejects.toThrow(type);
  await expect(training).rejects.toThrow(message);
});
