import { RecurrentNetwork } from "@rnn/model";
import { decodeSafetensors, encodeSafetensors, type Tensor } from "@rnn/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ClassifierFileError, TextClassifier } from "../src/index.ts";
import { randomNetwork, smallClassifier } from "./small-classifier.ts";

const about = { losses: [0.7, 0.6], data: { sha256: "ab", words: ["é", "\ud800", "\u2028"] } };
const classNames = ["thumbs down", "👍"] as const;
const classifier = smallClassifier({ lowercase: "ascii", classNames, about });
const bytes = classifier.save();

/** The file with other metadata: a text replaces an entry, undefined leaves it out. */
function withMetadata(changes: Record<string, string | undefined>): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const kept = Object.entries({ ...metadata, ...changes }).filter(([, text]) => text !== undefined);
  const forged = Object.fromEntries(kept) as Record<string, string>;
  const isNetworks = (name: string): boolean => name.startsWith("rnn.");
  if (Object.keys(changes).some(isNetworks))
    return encodeSafetensors(tensors, { metadata: forged });
  // By the network, which seals its file with a checksum.
  const own = Object.fromEntries(kept.filter(([name]) => !isNetworks(name)));
  return RecurrentNetwork.load(bytes).save({ metadata: own as Record<string, string> });
}

describe("save and load", () => {
  test("bring back the same classifier, the same probabilities and the same bytes", () => {
    const loaded = TextClassifier.load(bytes);
    for (const name of ["vocabulary", "maxlen", "lowercase", "classNames", "about"] as const) {
      expect(loaded[name]).toEqual(classifier[name]);
    }
    const texts = ["a good film", "", "bad bad bad", "ÉTÉ été"];
    expect(loaded.probabilities(texts).data).toEqual(classifier.probabilities(texts).data);
    expect(loaded.save()).toEqual(bytes);
  });

  test("give equal bytes for equal classifiers, whatever the order of their options", () => {
    const { network, vocabulary, maxlen, lowercase } = classifier;
    const same = new TextClassifier({ about, classNames, lowercase, maxlen, vocabulary, network });
    expect(same.save()).toEqual(bytes);
  });

  test("keep the network's options and losses", async () => {
    const network = randomNetwork(7);
    const trained = smallClassifier({ network });
    await network.fit(trained.input(["good", "bad"]), [1, 0], { epochs: 3 });
    const loaded = TextClassifier.load(trained.save());
    expect(loaded.network.losses).toEqual(network.losses);
    expect(loaded.network.options).toEqual(network.options);
  });

  test("write a file that RecurrentNetwork.load reads", () => {
    const network = RecurrentNetwork.load(bytes);
    expect(network.save()).toEqual(classifier.network.save());
    const x = classifier.input(["good film"]);
    expect(network.predictProba(x).data).toEqual(classifier.network.predictProba(x).data);
  });

  test("take bytes inside a larger buffer, and Node's Buffer", () => {
    const larger = new Uint8Array(bytes.length + 9);
    larger.set(bytes, 5);
    const inside = larger.subarray(5, 5 + bytes.length);
    expect(TextClassifier.load(inside).save()).toEqual(bytes);
    expect(TextClassifier.load(Buffer.from(bytes)).save()).toEqual(bytes);
  });

  test("bring back any JSON as about", () => {
    const json = fc.dictionary(
      fc.string({ unit: "binary" }),
      fc.jsonValue({ noUnicodeString: false }),
    );
    fc.assert(
      fc.property(json, (given) => {
        // What JSON itself changes: -0 becomes 0.
        const wanted: unknown = JSON.parse(JSON.stringify(given));
        const saved = smallClassifier({ about: given as typeof about }).save();
        const loaded = TextClassifier.load(saved);
        expect(JSON.stringify(loaded.about)).toBe(JSON.stringify(wanted));
        expect(loaded.save()).toEqual(saved);
      }),
      { numRuns: 50 },
    );
  });
});

/** The length of the vocabulary, or the name of what was thrown. */
function outcome(given: Uint8Array): number | string {
  try {
    return TextClassifier.load(given).vocabulary.length;
  } catch (error) {
    return (error as Error).name;
  }
}

describe("load refuses", () => {
  const broken = "ERR_RNN_CLASSIFIER_FILE";
  const noText = "ERR_RNN_CLASSIFIER_NO_TEXT";
  const version = "ERR_RNN_CLASSIFIER_VERSION";
  const weights = decodeSafetensors(bytes).tensors as Record<string, Tensor>;
  const options = { maxlen: 6, lowercase: "ascii", classNames };
  const withOptions = (changes: object): Uint8Array =>
    withMetadata({ "text.options": JSON.stringify({ ...options, ...changes }) });

  test.each<[string, Uint8Array, string, RegExp]>([
    ["no bytes", new Uint8Array(), broken, /but it is not a model: decodeSafetensors: /],
    ["half a file", bytes.subarray(0, bytes.length - 40), broken, /but decodeSafetensors: /],
    [
      "safetensors that are not a network",
      encodeSafetensors(weights),
      broken,
      /but it is not a model: it holds no network/,
    ],
    ["a table", new TextEncoder().encode("text,label\n"), broken, /but it is not a model: /],
    ["a network alone", randomNetwork(7).save(), noText, /Load it with RecurrentNetwork\.load/],
    [
      "a later format",
      withMetadata({ "text.format": "3" }),
      version,
      /got text\.format 3\. Install/,
    ],
    [
      "a network of a later format",
      withMetadata({ "rnn.format": "3" }),
      version,
      /model of format 1, got 3/,
    ],
    ["a broken network", withMetadata({ "rnn.config": "{" }), broken, /RecurrentNetwork\.load/],
    [
      "no vocabulary",
      withMetadata({ "text.vocabulary": undefined }),
      broken,
      /no text\.vocabulary/,
    ],
    ["no options", withMetadata({ "text.options": undefined }), broken, /no text\.options/],
    ["no notes", withMetadata({ "text.about": undefined }), broken, /no text\.about/],
    [
      "options that are not JSON",
      withMetadata({ "text.options": "{" }),
      broken,
      /text\.options is not valid JSON/,
    ],
    [
      "options that are not an object",
      withMetadata({ "text.options": "[]" }),
      broken,
      /are not an object/,
    ],
    ["options without maxlen", withOptions({ maxlen: undefined }), broken, /have no maxlen/],
    [
      "options without lowercase",
      withOptions({ lowercase: undefined }),
      broken,
      /have no lowercase/,
    ],
    ["a maxlen of 0", withOptions({ maxlen: 0 }), broken, /maxlen to be a whole number from 1/],
    ["an unknown option", withOptions({ stemming: true }), broken, /got stemming/],
    [
      "a class name that is not a text",
      withOptions({ classNames: ["a", 1] }),
      broken,
      /\["a", 1\]/,
    ],
    [
      "a vocabulary that is not a list",
      withMetadata({ "text.vocabulary": "{}" }),
      broken,
      /array of words/,
    ],
    [
      "a vocabulary too short",
      withMetadata({ "text.vocabulary": '[null, "good"]' }),
      broken,
      /vocabulary to have 7 entries, one for each row of w1x, got 2/,
    ],
    [
      "notes that are not an object",
      withMetadata({ "text.about": "7" }),
      broken,
      /about to be an object/,
    ],
    [
      "notes nested beyond reason",
      withMetadata({ "text.about": `{"a":${"[".repeat(1e5)}${"]".repeat(1e5)}}` }),
      broken,
      /./,
    ],
  ])("%s", (_, given, code, message) => {
    const attempt = (): unknown => TextClassifier.load(given);
    expect(attempt).toThrow(ClassifierFileError);
    expect(attempt).toThrow(expect.objectContaining({ code }) as Error);
    expect(attempt).toThrow(message);
  });

  test("nothing of an ArrayBuffer that holds a classifier", () => {
    expect(TextClassifier.load(bytes.slice().buffer).maxlen).toBe(6);
  });

  test("what is neither a Uint8Array nor an ArrayBuffer", () => {
    const attempt = (): unknown => TextClassifier.load([...bytes] as never);
    expect(attempt).toThrow(TypeError);
    expect(attempt).toThrow(/expected bytes to be a Uint8Array or an ArrayBuffer, got Array/);
  });

  test("a file cut off at any byte", () => {
    for (let length = 0; length < bytes.length; length += 7) {
      expect(() => TextClassifier.load(bytes.subarray(0, length))).toThrow(ClassifierFileError);
    }
  });

  test("flipped bytes with its own error, or reads a whole classifier", () => {
    const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(flips, (changes) => {
        const damaged = bytes.slice();
        for (const [at, value] of changes) damaged[at] = value;
        expect([7, "ClassifierFileError"]).toContain(outcome(damaged));
      }),
      { numRuns: 300 },
    );
  });
});
