import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { encodeReview, getWordIndex, loadData } from "@rnn/imdb-data";
import { RecurrentNetwork } from "@rnn/model";
import { padSequences, toCategorical } from "@rnn/preprocess";
import { RandomState } from "@rnn/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TextClassifier, vocabularyFromIndex } from "../src/index.ts";
import { randomNetwork, smallClassifier, smallVocabulary } from "./small-classifier.ts";

/** Texts of known words, unknown ones, and whatever separates them. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom("good", "BAD", "Film", "don't", "été", "ÉTÉ", "dull", "the"),
      fc.constantFrom(" ", "! ", "\n", "\u00a0", "--", "'", "\ud800"),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(" "));

describe("words and encode", () => {
  test("split as Keras does, and give each word its id", () => {
    expect(smallClassifier().words("Don't see it--BAD film, \tÉTÉ!")).toEqual([
      { word: "don't", id: 5 },
      { word: "see", id: null },
      { word: "it", id: null },
      { word: "bad", id: 3 },
      { word: "film", id: 4 },
      { word: "été", id: 6 },
    ]);
  });

  test('under "ascii" leave letters other than A to Z as they are', () => {
    const ascii = smallClassifier({ lowercase: "ascii" });
    expect(ascii.encode("GOOD ÉTÉ été")).toEqual(Int32Array.of(2, 6));
    expect(smallClassifier().encode("GOOD ÉTÉ été")).toEqual(Int32Array.of(2, 6, 6));
  });

  test("give nothing for a text without words, or without known ones", () => {
    expect(smallClassifier().words(" \n?! ")).toEqual([]);
    expect(smallClassifier().encode("")).toEqual(new Int32Array());
    expect(smallClassifier().encode("quite dull")).toEqual(new Int32Array());
  });

  test("do not take names of objects' own members for words", () => {
    expect(smallClassifier().encode("constructor __proto__ toString")).toEqual(new Int32Array());
  });

  test('under "ascii" give the ids of encodeReview without fillers, for any text and cut', () => {
    const wordIndex = new Map(["good", "bad", "film", "don't", "été"].map((w, i) => [w, i + 1]));
    const cut = fc.record({ skipTop: fc.nat(8), numWords: fc.integer({ min: 4, max: 10 }) });
    fc.assert(
      fc.property(texts, cut, (text, options) => {
        const vocabulary = vocabularyFromIndex(wordIndex, { ...options, indexFrom: 3 });
        const network = randomNetwork(vocabulary.length);
        const classifier = new TextClassifier({
          network,
          vocabulary,
          maxlen: 5,
          lowercase: "ascii",
        });
        const wanted = encodeReview(text, wordIndex, options).filter((id) => id > 2);
        expect(classifier.encode(text)).toEqual(wanted);
      }),
    );
  });
});

describe("input and probabilities", () => {
  test("are those of padSequences, toCategorical and predictProba, to the bit", () => {
    const classifier = smallClassifier();
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 5 }), (given) => {
        const ids = given.map((text) => classifier.encode(text));
        const x = toCategorical(padSequences(ids, { maxlen: 6 }), { numClasses: 7 });
        const input = classifier.input(given);
        expect(input.shape).toEqual([given.length, 6, 7]);
        expect(input.indices.data).toEqual(x.indices.data);
        const probabilities = classifier.probabilities(given);
        expect(probabilities.shape).toEqual([given.length]);
        expect(probabilities.data).toEqual(classifier.network.predictProba(x).data);
        given.forEach((text, n) => {
          expect(classifier.probability(text)).toBe(probabilities.data[n]);
        });
      }),
    );
  });

  test("keep the last maxlen words that are known", () => {
    const { indices } = smallClassifier({ maxlen: 2 }).input(["good dull bad film dull", "film"]);
    expect(indices.toArray()).toEqual([
      [3, 4],
      [0, 4],
    ]);
  });

  test("keep the axis of steps where it is 1 long", () => {
    const classifier = smallClassifier({ maxlen: 1 });
    expect(classifier.input(["good bad"]).shape).toEqual([1, 1, 7]);
    expect(classifier.probability("good bad")).toBe(classifier.probability("bad"));
  });
});

describe("classify", () => {
  /** One cell and no memory: the last word decides. */
  const decider = (): TextClassifier => {
    const network = new RecurrentNetwork({ nCells: 1 });
    const w1x = [[0], [0], [2], [-2], [0], [0], [0]];
    network.setWeights({ w1h: [[0]], w1x, b1: [0], w2: [[1]], b2: [0] });
    return smallClassifier({ network, maxlen: 3, classNames: ["thumbs down", "thumbs up"] });
  };

  test("names the likelier class, its probability, and how much was read", () => {
    const up = decider().probability("good");
    expect(up).toBeCloseTo(1 / (1 + Math.exp(-Math.tanh(2))), 7);
    expect(decider().classify("A film, good, good, good, good")).toEqual({
      className: "thumbs up",
      label: 1,
      probability: up,
      wordCount: 6,
      readCount: 3,
    });
    expect(decider().classify("bad?")).toEqual({
      className: "thumbs down",
      label: 0,
      probability: 1 - decider().probability("bad"),
      wordCount: 1,
      readCount: 1,
    });
  });

  test("takes the first class where both are equally likely, as predict does, and says if nothing was read", () => {
    const classifier = decider();
    expect(classifier.classify("dull")).toEqual({
      className: "thumbs down",
      label: 0,
      probability: 0.5,
      wordCount: 1,
      readCount: 0,
    });
    expect(classifier.network.predict(classifier.input(["dull"])).toArray()).toEqual([0]);
  });
});

describe.each(["wasm", "reference"] as const)("trace on %s", (engine) => {
  const traced = (maxlen: number): TextClassifier => {
    const { weights } = randomNetwork(smallVocabulary.length);
    const network = new RecurrentNetwork({ nCells: 5, engine });
    network.setWeights(weights);
    return smallClassifier({ network, maxlen });
  };

  test("ends at the probability of the text, to the bit, and moves at read words only", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 8 }), (text, maxlen) => {
        const classifier = traced(maxlen);
        const { start, words, probability } = classifier.trace(text);
        expect(words.map(({ word, id }) => ({ word, id }))).toEqual(classifier.words(text));
        expect(probability).toBe(classifier.probability(text));
        expect(words.at(-1)?.probability ?? start).toBe(probability);
        let before = start;
        for (const { status, id, probability: after } of words) {
          expect(status === "read" || after === before).toBe(true);
          expect(status === "unknown").toBe(id === null);
          before = after;
        }
        const read = words.filter(({ status }) => status === "read");
        const known = words.filter(({ id }) => id !== null);
        expect(read).toEqual(known.slice(-maxlen));
      }),
    );
  });

  test("has after each word what the sequence up to it gives: sigmoid(h w2 + b2), within 1e-6", () => {
    const classifier = traced(6);
    const { w1h, w1x, b1, w2, b2 } = classifier.network.weights;
    let h = new Float64Array(5);
    const read = (id: number): number => {
      h = Float64Array.from(h, (_, j) => {
        let sum = w1x.at(id, j) + b1.at(j);
        for (let i = 0; i < 5; i++) sum += h[i] * w1h.at(i, j);
        return Math.tanh(sum);
      });
      const z = h.reduce((sum, hj, j) => sum + hj * w2.at(j, 0), b2.at(0));
      return 1 / (1 + Math.exp(-z));
    };
    // Three zeros fill up the three known words.
    const start = [0, 0, 0].map(read)[2];
    const [good, bad, film] = [2, 3, 4].map(read);
    const near = (value: number): unknown => expect.closeTo(value, 6);
    expect(classifier.trace("Good, really BAD film.")).toEqual({
      start: near(start),
      words: [
        { word: "good", id: 2, status: "read", probability: near(good) },
        { word: "really", id: null, status: "unknown", probability: near(good) },
        { word: "bad", id: 3, status: "read", probability: near(bad) },
        { word: "film", id: 4, status: "read", probability: near(film) },
      ],
      probability: near(film),
    });
  });

  test("marks words in front that are cut off, and starts from sigmoid(b2) where nothing is padded", () => {
    const classifier = traced(2);
    const { start, words } = classifier.trace("film dull good bad");
    expect(words.map(({ status }) => status)).toEqual(["cut", "unknown", "read", "read"]);
    const untouched = 1 / (1 + Math.exp(-classifier.network.weights.b2.at(0)));
    expect(start).toBeCloseTo(untouched, 15);
    expect(words[0].probability).toBe(start);
    expect(words[1].probability).toBe(start);
    expect(words[2].probability).not.toBe(start);
  });

  test("of a text without known words is the padding's probability", () => {
    const classifier = traced(3);
    const padding = classifier.probability("");
    expect(classifier.trace("")).toEqual({ start: padding, words: [], probability: padding });
    expect(classifier.trace("dull").words).toEqual([
      { word: "dull", id: null, status: "unknown", probability: padding },
    ]);
  });
});

describe("a classifier", () => {
  test("keeps copies that nobody can change", () => {
    const vocabulary = [...smallVocabulary];
    const classNames: [string, string] = ["no", "yes"];
    const about = { losses: [0.7, 0.6], data: { name: "made up" } };
    const classifier = smallClassifier({ vocabulary, classNames, about });
    vocabulary[2] = "changed";
    classNames[0] = "changed";
    about.losses[0] = 9;
    expect(classifier.vocabulary).toEqual(smallVocabulary);
    expect(classifier.classNames).toEqual(["no", "yes"]);
    expect(classifier.about).toEqual({ losses: [0.7, 0.6], data: { name: "made up" } });
    const { about: kept, vocabulary: words } = classifier;
    expect([kept, kept["losses"], kept["data"], words].every(Object.isFrozen)).toBe(true);
  });

  test("continues with its network", async () => {
    const classifier = smallClassifier();
    const before = classifier.probability("good");
    await classifier.network.fit(classifier.input(["good", "bad"]), [1, 0], { epochs: 1 });
    expect(classifier.probability("good")).not.toBe(before);
  });

  const network = randomNetwork(7);
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = [cyclic];
  test.each<[Record<string, unknown>, typeof Error, RegExp]>([
    [{ network: {} }, TypeError, /network to be a RecurrentNetwork or a Sequential, got Object/],
    [{ network: new RecurrentNetwork() }, Error, /expected a network with weights/],
    [
      { vocabulary: [null, "a"] },
      RangeError,
      /vocabulary to have 7 entries, one for each row of w1x, got 2/,
    ],
    [{ vocabulary: new Map() }, TypeError, /array of words, got Map\. vocabularyFromIndex makes/],
    [{ vocabulary: ["a", ...smallVocabulary.slice(1)] }, RangeError, /null at \[0\].*got "a"/],
    [{ vocabulary: [null, 3] }, TypeError, /words or null in vocabulary, got 3 \(at \[1\]\)/],
    // oxlint-disable-next-line no-sparse-arrays -- what a caller may have
    [{ vocabulary: [null, , "a"] }, TypeError, /got undefined \(at \[1\]\)/],
    [{ vocabulary: [null, "a", "b", "a"] }, RangeError, /once .*got "a" at \[1\] and \[3\]/],
    [{ maxlen: 0 }, RangeError, /maxlen to be a whole number from 1 on, got 0/],
    [{ maxlen: undefined }, TypeError, /maxlen .* got undefined/],
    [{ lowercase: "none" }, RangeError, /lowercase to be "ascii" or "unicode", got "none"/],
    [{ classNames: ["a"] }, TypeError, /two different strings, got \["a"\]/],
    [{ classNames: ["a", "a"] }, TypeError, /two different strings, got \["a", "a"\]/],
    [{ classNames: "ab" }, TypeError, /two different strings, got "ab"/],
    [{ about: [] }, TypeError, /about to be an object, got Array/],
    [{ about: null }, TypeError, /about to be an object, got null/],
    [{ about: { losses: [1, Number.NaN] } }, TypeError, /JSON, got NaN \(at about\.losses\[1\]\)/],
    [{ about: { when: new Date(0) } }, TypeError, /JSON, got Date \(at about\.when\)/],
    [{ about: { x: undefined } }, TypeError, /JSON, got undefined \(at about\.x\)/],
    [{ about: cyclic }, TypeError, /got an object inside itself \(at about\.self\[0\]\)/],
    [{ maxLen: 3 }, TypeError, /got maxLen\. Did you mean maxlen/],
  ])("of %j is refused", (options, kind, message) => {
    const given = { network, vocabulary: smallVocabulary, maxlen: 6, ...(options as object) };
    const attempt = (): unknown => new TextClassifier(given);
    expect(attempt).toThrow(kind);
    expect(attempt).toThrow(message);
  });

  test("wants text, and lists of texts", () => {
    const classifier = smallClassifier();
    expect(() => classifier.probability(7 as unknown as string)).toThrow(
      /text to be a string, got 7/,
    );
    expect(() => classifier.trace(undefined as unknown as string)).toThrow(TypeError);
    expect(() => classifier.probabilities("text" as unknown as string[])).toThrow(
      /list of texts, got one string/,
    );
  });
});

describe("100 words", () => {
  test("are traced by a network of the chapter's size", () => {
    const classifier = new TextClassifier({
      network: randomNetwork(100, 32),
      vocabulary: [null, ...Array.from({ length: 99 }, (_, i) => `word${i}`)],
      maxlen: 100,
    });
    const text = Array.from(new RandomState(1).randint(0, 99, [100]).data, (i) => `word${i}`);
    const { words, probability } = classifier.trace(text.join(" "));
    expect(words.filter(({ status }) => status === "read")).toHaveLength(100);
    expect(probability).toBe(classifier.probability(text.join(" ")));
  });
});

const dataFolder = process.env["RNN_DATA_DIR"] ?? "";
const archive = join(dataFolder, "aclImdb.tar.gz");

describe.skipIf(dataFolder === "" || !existsSync(archive))("the IMDB reviews", () => {
  /** The archive's texts of the given names, one after the other. */
  const read = (...names: string[]): string =>
    execFileSync("tar", ["-xzOf", archive, "--wildcards", ...names], {
      maxBuffer: 2 ** 28,
    }).toString("utf8");
  const classifierOf = (wordIndex: ReadonlyMap<string, number>, cut: object): TextClassifier => {
    const vocabulary = vocabularyFromIndex(wordIndex, { ...cut, indexFrom: 3 });
    const network = randomNetwork(vocabulary.length, 2);
    return new TextClassifier({ network, vocabulary, maxlen: 100, lowercase: "ascii" });
  };

  test("as text give the ids of encodeReview without fillers, cut and whole", async () => {
    const wordIndex = await getWordIndex();
    const text = read("aclImdb/test/*/10*.txt");
    expect(text.length).toBeGreaterThan(200_000);
    for (const cut of [{}, { skipTop: 20, numWords: 100 }, { numWords: 10_000 }]) {
      const ids = classifierOf(wordIndex, cut).encode(text);
      const wanted = encodeReview(text, wordIndex, cut).filter((id) => id > 2);
      // As texts: an assertion on hundreds of thousands of elements takes seconds.
      expect(ids.join(" ") === wanted.join(" ")).toBe(true);
    }
  });

  test("give the rows of loadData from their texts", async () => {
    const cut = { skipTop: 20, numWords: 100 };
    const { xTrain } = await loadData(cut);
    // The first of the stored reviews; the others follow by their names, sorted.
    const row = new RandomState(113).permutation(25_000).data.indexOf(0);
    const classifier = classifierOf(await getWordIndex(), cut);
    expect(classifier.encode(read("aclImdb/train/pos/0_9.txt"))).toEqual(
      xTrain
        .filter((id) => id > 2)
        .row(row)
        .slice(),
    );
  });
});
