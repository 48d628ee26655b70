import { dense, embedding, globalAveragePooling1d, gru, lstm, Sequential } from "@rnn/model";
import { RaggedTensor } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import { ClassifierFileError, TextClassifier } from "../src/index.ts";
import { smallVocabulary } from "./small-classifier.ts";

const ids = smallVocabulary.length;
const plans = {
  "its last state": [lstm(3)],
  "both layers of a stack": [gru(3), lstm(2)],
  "the average of its states": [lstm(3), globalAveragePooling1d()],
  "no padding": [gru(3)],
};

describe.each(Object.entries(plans))("a classifier of layers that reads %s", (name, layers) => {
  const maskZero = name === "no padding";
  const network = new Sequential([embedding(ids, 4, { maskZero }), ...layers, dense(1)], {
    seed: 3,
  });
  const bias = { "dense.bias": [0.3] };
  network.setWeights({ ...network.weights, ...bias });
  const options = { vocabulary: smallVocabulary, maxlen: 4, about: { note: "é" } };
  const classifier = new TextClassifier({ network, ...options });
  const texts = ["a good film", "", "bad bad été", "good bad film good bad film"];

  test("gives the network's probabilities of padded ids, to the bit", () => {
    const padded = RaggedTensor.fromArrays([
      [0, 0, 2, 4],
      [0, 0, 0, 0],
      [0, 3, 3, 6],
      [4, 2, 3, 4],
    ]);
    expect(classifier.input(texts).indices.toArray()).toEqual(padded.toArrays());
    const wanted = network.predictProba(classifier.input(texts).indices);
    expect(classifier.probabilities(texts).data).toEqual(wanted.data);
  });

  test("follows a text word by word, from nothing read to the probability of the whole", () => {
    for (const text of texts) {
      const { start, words, probability } = classifier.trace(text);
      expect(probability).toBeCloseTo(classifier.probability(text), 12);
      expect(words.at(-1)?.probability ?? start).toBe(probability);
    }
    // As long as the network reads: nothing comes before the first word, not even padding.
    const { start } = classifier.trace(texts[3]);
    expect(start).toBeCloseTo(1 / (1 + Math.exp(-0.3)), 6);
  });

  test("comes back from its file, which Sequential.load reads too, with equal bits and bytes", () => {
    const bytes = classifier.save();
    const loaded = TextClassifier.load(bytes, { networks: [Sequential] });
    expect(loaded.network).toBeInstanceOf(Sequential);
    expect(loaded.probabilities(texts).data).toEqual(classifier.probabilities(texts).data);
    expect(loaded.about).toEqual({ note: "é" });
    expect(loaded.save()).toEqual(bytes);
    expect(Sequential.load(bytes).save()).toEqual(network.save());
  });
});

describe("a network of layers that is not a classifier of texts", () => {
  const vocabulary = smallVocabulary;

  test.each([
    ["vectors as its input", [lstm(2), dense(1)], /read ids, got one whose first layer is lstm/],
    [
      "other ids",
      [embedding(5, 2), lstm(2), dense(1)],
      /5 entries, one for each row of embedding\.embeddings, got 7/,
    ],
  ])("is refused with what it needs: %s", (_, layers, message) => {
    const network = new Sequential(layers);
    expect(() => new TextClassifier({ network, vocabulary, maxlen: 4 })).toThrow(message);
  });

  test("is named in the error for its file without text options, with what reads it", () => {
    const bytes = new Sequential([embedding(ids, 2), lstm(2), dense(1)]).save();
    expect(() => TextClassifier.load(bytes)).toThrow(ClassifierFileError);
    expect(() => TextClassifier.load(bytes)).toThrow(/Load it with Sequential\.load/);
  });

  test("a file whose network nobody was given to read says which class to give", () => {
    const network = new Sequential([embedding(3, 2), lstm(2), dense(1)]);
    const words = [null, "good", "bad"];
    const bytes = new TextClassifier({ network, vocabulary: words, maxlen: 4 }).save();
    expect(() => TextClassifier.load(bytes)).toThrow(
      expect.objectContaining({
        code: "ERR_RNN_CLASSIFIER_NETWORK",
        message: expect.stringContaining("TextClassifier.load(bytes, { networks: [Sequential] })"),
      }),
    );
  });
});
