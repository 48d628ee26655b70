import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { RandomState } from "@rnn/tensor";
import { afterAll, describe, expect, expectTypeOf, test } from "vitest";
import {
  encodeReview,
  getWordIndex,
  type KerasDataOptions,
  type LoadedData,
  loadData,
  loadStanfordReviews,
} from "../src/index.ts";
import { readStanfordArchive as readInBrowser } from "../src/sources/browser.ts";
import { bytesOf } from "./pickle-bytes.ts";
import { tarEntry, tarGz, testTexts, tinyArchive, trainTexts } from "./tiny-archive.ts";
import { labelsNpy, tinyNpz } from "./tiny-npz.ts";

const folder = mkdtempSync(join(tmpdir(), "rnn-stanford-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(bytes: Uint8Array, ending = ".tar.gz"): string {
  const path = join(folder, crypto.randomUUID() + ending);
  writeFileSync(path, bytes);
  return path;
}

const source = "stanford";
const size = null;
const path = fileOf(tinyArchive());

// The rules of the data set in Python: good, fun, film and bad occur three times each, and are in the order
// of a dict of six words (32 slots) into which went good, a, film, fun, bad, br.
const ranked = ["good", "bad", "fun", "film", "a", "br"];
const npz = fileOf(
  tinyNpz(
    [
      [1, 5, 1, 4],
      [1, 3, 3, 4],
      [5, 2, 4],
      [2, 2, 6, 3],
    ],
    [[5, 1, 4], []],
    { "y_train.npy": labelsNpy([1, 1, 0, 0]), "y_test.npy": labelsNpy([1, 0]) },
  ),
  ".npz",
);

/** What two sources of one data set have in common. */
function content({ xTrain, yTrain, xTest, yTest, orderTrain, orderTest }: LoadedData): unknown {
  return [
    xTrain.toArrays(),
    yTrain.toArray(),
    xTest.toArrays(),
    yTest.toArray(),
    orderTrain,
    orderTest,
  ];
}

describe("loadData on Stanford's archive", () => {
  test.each<KerasDataOptions>([
    {},
    { numWords: 7, skipTop: 5 },
    { maxlen: 5 },
    { seed: 1 },
    { startChar: null, indexFrom: 0 },
    { startChar: 9, oovChar: 8, indexFrom: 10 },
    { oovChar: null, numWords: 6 },
  ])("gives what it gives on imdb.npz with %j", async (options) => {
    const fromText = await loadData({ source, path, size, ...(options as object) });
    expect(content(fromText)).toEqual(content(await loadData({ path: npz, size, ...options })));
  });

  test("gives the word index with the data, ties in the order of Python's dict", async () => {
    const { wordIndex, source: from } = await loadData({ source, path, size });
    expect([...wordIndex]).toEqual(ranked.map((word, i) => [word, i + 1]));
    expect(from).toEqual({ kind: "stanford", path });
  });

  test("leaves out the test words that no training review has", async () => {
    const { xTest, orderTest } = await loadData({ source, path, size, numWords: 100 });
    expect(xTest.row(orderTest.indexOf(1)).slice()).toEqual(Int32Array.of(1));
  });

  test("gives each row's text where asked for, long reviews left out of both", async () => {
    for (const options of [{}, { seed: 7 }, { maxlen: 5 }]) {
      const data = await loadData({ source, path, size, texts: true, numWords: 100, ...options });
      const encode = (text: string): Int32Array =>
        encodeReview(text, data.wordIndex, { numWords: 100, oovChar: null });
      expect(data.textsTrain.map(encode)).toEqual(Array.from(data.xTrain, (row) => row.slice()));
      expect(data.textsTest.map(encode)).toEqual(Array.from(data.xTest, (row) => row.slice()));
      expect(data.textsTrain.length).toBe("maxlen" in options ? 1 : 4);
    }
  });

  test("gives no texts where they are not asked for", async () => {
    expect(await loadData({ source, path, size })).not.toHaveProperty("textsTrain");
    expect(await loadData({ source, path, size, texts: false })).not.toHaveProperty("textsTrain");
  });

  test("has types that say what comes", () => {
    const plain = { source, path, size } as const;
    expectTypeOf(() => loadData(plain)).returns.resolves.toHaveProperty("wordIndex");
    expectTypeOf(() => loadData(plain)).returns.resolves.not.toHaveProperty("textsTrain");
    expectTypeOf(() => loadData({ ...plain, texts: true }))
      .returns.resolves.toHaveProperty("textsTrain")
      .toEqualTypeOf<readonly string[]>();
    expectTypeOf(() => loadData({ path: npz })).returns.resolves.toEqualTypeOf<LoadedData>();
    expectTypeOf<{ source: "stanford" }>().not.toExtend<Parameters<typeof loadData>[0]>();
  });

  test("reports how much of the archive it has read", async () => {
    const seen: unknown[] = [];
    await loadData({ source, path, size, onProgress: (progress) => seen.push(progress) });
    const { length } = readFileSync(path);
    const file = path.slice(folder.length + 1);
    expect(seen.at(-1)).toEqual({ file, loadedBytes: length, totalBytes: length });
  });

  test("throws what onProgress throws", async () => {
    const reason = new Error("mine");
    const onProgress = (): void => {
      throw reason;
    };
    await expect(loadData({ source, path, size, onProgress })).rejects.toBe(reason);
  });

  test("stops with the signal's reason, before it starts and while it reads", async () => {
    const reason = new Error("enough");
    const aborted = AbortSignal.abort(reason);
    await expect(loadData({ source, path, size, signal: aborted })).rejects.toBe(reason);
    const controller = new AbortController();
    const onProgress = (): void => controller.abort(reason);
    const { signal } = controller;
    await expect(loadData({ source, path, size, signal, onProgress })).rejects.toBe(reason);
  });

  test("lets other work run between the pieces that it reads", async () => {
    const random = new RandomState(1);
    const text = (): string => String.fromCharCode(...random.randint(32, 127, [2000]).data);
    const names = ["train/pos", "train/neg", "test/pos", "test/neg"];
    const many = names.flatMap((name) =>
      Array.from({ length: 300 }, (_, i) => tarEntry(`aclImdb/${name}/${i}_5.txt`, text())),
    );
    let turns = 0;
    let waiting = setImmediate(function turn() {
      turns++;
      waiting = setImmediate(turn);
    });
    await loadData({ source, path: fileOf(tarGz(...many)), size: 600 });
    clearImmediate(waiting);
    expect(turns).toBeGreaterThan(10);
  });
});

describe("getWordIndex on Stanford's archive", () => {
  test("computes the ranks", async () => {
    const index = await getWordIndex({ source, path, size });
    expect([...index]).toEqual(ranked.map((word, i) => [word, i + 1]));
  });

  test("keeps other letters and other spaces in words, as UTF-8 bytes", async () => {
    const text = "Ärger\u00a0KIRK kırk \u0085x\r\ny\u0000z \ufeffit's_'A' <br/>";
    const index = await getWordIndex({
      source,
      size,
      path: archiveOf({ "train/pos/0_9.txt": text }),
    });
    expect(new Set(index.keys())).toEqual(
      new Set(["Ärger\u00a0kirk", "kırk", "\u0085x\r", "y\u0000z", "\ufeffit's", "'a'", "br", "o"]),
    );
  });

  test("counts 3,000 different words, as many as their texts have", async () => {
    const words = Array.from({ length: 3000 }, (_, i) => `w${i}`);
    const text = words.flatMap((word, i) => Array.from({ length: (i % 5) + 1 }, () => word));
    const index = await getWordIndex({
      source,
      size,
      path: archiveOf({ "train/pos/0_9.txt": text.join(" ") }),
    });
    const counts = [...index.keys()]
      .filter((word) => word !== "o")
      .map((word) => Number(word.slice(1)) % 5);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(index.size).toBe(3001);
  });
});

/** An archive of these reviews, and of one in each class that has none. */
function archiveOf(reviews: Readonly<Record<string, string | Uint8Array>>): string {
  const all: Record<string, string | Uint8Array> = { ...reviews };
  for (const place of ["train/pos", "train/neg", "test/pos", "test/neg"]) {
    if (!Object.keys(reviews).some((name) => name.startsWith(place))) all[`${place}/0_5.txt`] = "o";
  }
  const entries = Object.entries(all);
  return fileOf(tarGz(...entries.map(([name, text]) => tarEntry(`aclImdb/${name}`, text))));
}

describe("loadStanfordReviews", () => {
  test("gives names, texts, labels and ratings in the order of the data set", async () => {
    const { train, test: half, source: from } = await loadStanfordReviews({ path, size });
    expect(train.names.map((name) => `aclImdb/${name}`)).toEqual(Object.keys(trainTexts));
    expect(train.texts).toEqual(Object.values(trainTexts));
    expect(train.labels.toArray()).toEqual([1, 1, 0, 0]);
    expect(train.ratings.toArray()).toEqual([8, 7, 1, 3]);
    expect(half.texts).toEqual(Object.values(testTexts));
    expect(half.ratings.toArray()).toEqual([10, 2]);
    expect(from).toEqual({ kind: "stanford", path });
  });

  test("goes with the rows of imdb.npz by their order", async () => {
    const { train } = await loadStanfordReviews({ path: pathToFileURL(path), size });
    const { xTrain, yTrain, orderTrain } = await loadData({ path: npz, size, maxlen: 6, seed: 5 });
    expect(xTrain.length).toBe(4);
    expect(yTrain.toArray()).toEqual(Array.from(orderTrain, (i) => train.labels.at(i)));
  });

  test("gives texts as they are, byte-order marks and line ends included", async () => {
    const text = "\ufeffLine one.\r\nLine <br /> two 😀";
    const { train } = await loadStanfordReviews({
      path: archiveOf({ "train/neg/0_1.txt": text, "train/neg/1_1.txt": "" }),
      size,
    });
    expect(train.texts.slice(1)).toEqual([text, ""]);
  });
});

describe("an archive is read", () => {
  test("without the folder aclImdb, and with ./ before it", async () => {
    for (const prefix of ["", "./", "./aclImdb/"]) {
      const entries = Object.entries({ ...trainTexts, ...testTexts }).map(([name, text]) =>
        tarEntry(name.replace("aclImdb/", prefix), text),
      );
      const moved = await loadData({ source, path: fileOf(tarGz(...entries)), size });
      expect(content(moved)).toEqual(content(await loadData({ source, path, size })));
    }
  });

  test("past the unlabelled reviews, and past whatever else lies beside the labelled ones", async () => {
    const more = [
      tarEntry("aclImdb/train/unsup/0_0.txt", "good good good"),
      tarEntry("aclImdb/train/labeledBow.feat", new Uint8Array(3_000_000)),
      tarEntry("aclImdb/train/pos", "", { type: "5" }),
      tarEntry("aclImdb/link", "", { type: "2" }),
    ];
    const { train } = await loadStanfordReviews({ path: fileOf(tinyArchive(...more)), size });
    expect(train.texts).toEqual(Object.values(trainTexts));
  });

  test("past names that lead out of it, of which nothing is written", async () => {
    const before = readdirSync(folder).length;
    const more = ["../escaped.txt", "/tmp/escaped.txt", "aclImdb/../../train/pos/9_9.txt"];
    const forged = fileOf(tinyArchive(...more.map((name) => tarEntry(name, "out"))));
    const { train } = await loadStanfordReviews({ path: forged, size });
    expect(train.names.length).toBe(4);
    expect(readdirSync(folder).length).toBe(before + 1);
    expect(existsSync(join(folder, "../escaped.txt"))).toBe(false);
  });
});

describe("an archive is refused", () => {
  const whole = tinyArchive();
  const entry = (name: string, ...rest: [(string | Uint8Array)?, object?]): Uint8Array =>
    tinyArchive(tarEntry(`aclImdb/${name}`, ...rest));
  const without = (part: string): Uint8Array =>
    tarGz(
      ...Object.entries({ ...trainTexts, ...testTexts })
        .filter(([name]) => !name.includes(part))
        .map(([name, text]) => tarEntry(name, text)),
    );
  const loadTexts = ({ path: given }: { path: string }): Promise<unknown> =>
    loadStanfordReviews({ path: given, size });
  const damaged = (at: number): Uint8Array => whole.with(at, whole[at] ^ 0x10);

  test.each<[string, Uint8Array, RegExp]>([
    ["that is empty", new Uint8Array(), /an empty file.*ai\.stanford\.edu/],
    ["that is not compressed", tarEntry("aclImdb/README", "x"), /not compressed by gzip/],
    ["that is a page of the web", bytesOf("<html>sign in</html>"), /not compressed by gzip/],
    ["that is imdb.npz", readFileSync(npz), /zip archive, as imdb\.npz is\. .*leave out source/],
    ["whose gzip data ends early", whole.subarray(0, -100), /ends early/],
    ["whose gzip data ends in its checksum", whole.subarray(0, -6), /ends early/],
    ["whose gzip header ends early", whole.subarray(0, 5), /ends early/],
    ["whose CRC-32 is another", damaged(whole.length - 7), /damaged data \(incorrect data check/],
    ["whose length is another", damaged(whole.length - 3), /damaged data \(incorrect length check/],
    ["whose gzip data is damaged", damaged(30), /damaged data|other data/],
    ["that holds no tar archive", gzipSync(bytesOf("x".repeat(2000))), /tar archive/],
    ["that holds less than a block", gzipSync(bytesOf("text")), /tar archive/],
    ["that holds nothing", gzipSync(new Uint8Array()), /reviews in aclImdb\/train\/pos, got none/],
    [
      "whose tar data ends within an entry",
      gzipSync(tarEntry("aclImdb/train/pos/0_9.txt", "x".repeat(600), { size: 6000 })),
      /tar archive/,
    ],
    [
      "with a wrong checksum in a header",
      tinyArchive(tarEntry("aclImdb/x", "", { checksumError: 1 })),
      /tar archive/,
    ],
    [
      "with a review of more than 1 MiB",
      entry("train/pos/5_9.txt", new Uint8Array(2 ** 20 + 1)),
      /at most 1048576 bytes, got 1048577 \("aclImdb\/train\/pos\/5_9\.txt"\)/,
    ],
    [
      "with a review that claims 8 GB and has none, before it is read",
      entry("train/pos/5_9.txt", "", { size: 2 ** 33 - 1 }),
      /at most 1048576 bytes, got 8589934591/,
    ],
    [
      "with a long name of more than 4 MiB",
      tinyArchive(tarEntry("long", "", { type: "L", size: 2 ** 32 })),
      /tar archive/,
    ],
    [
      "with a symbolic link for a review",
      entry("train/pos/5_9.txt", "", { type: "2" }),
      /a symlink/,
    ],
    ["with a hard link for a review", entry("train/pos/5_9.txt", "", { type: "1" }), /a link/],
    ["with a device for a review", entry("train/pos/5_9.txt", "", { type: "3" }), /-device/],
    ["with a pipe for a review", entry("train/pos/5_9.txt", "", { type: "6" }), /a fifo/],
    ["with a review of unknown kind", entry("train/pos/5_9.txt", "", { type: "S" }), /plain files/],
    ["with a second review of a number", entry("train/pos/1_9.txt"), /second \(train\/pos\/1_9/],
    ["with a review twice", entry("test/neg/0_2.txt"), /one review of each number/],
    ["with a file without a rating", entry("train/neg/7.txt"), /ID_RATING\.txt .*neg\/7\.txt/],
    ["with a rating of 11", entry("train/neg/7_11.txt"), /ID_RATING\.txt/],
    ["with a number of leading zeros", entry("train/neg/007_1.txt"), /ID_RATING\.txt/],
    ["with another kind of file", entry("train/neg/.DS_Store"), /ID_RATING\.txt/],
    ["with a folder within a class", entry("train/neg/a/0_1.txt"), /ID_RATING\.txt/],
    ["with a review that is not UTF-8", entry("train/neg/7_1.txt", bytesOf("\xe9t\xe9")), /UTF-8/],
    [
      "without one of the classes",
      without("train/neg"),
      /reviews in aclImdb\/train\/neg, got none/,
    ],
    ["without a half", without("/test/"), /reviews in aclImdb\/test\/pos, got none/],
  ])("%s", async (_, bytes, message) => {
    const forged = fileOf(bytes);
    for (const load of [loadData, getWordIndex, loadTexts]) {
      await expect(load({ source, path: forged, size })).rejects.toMatchObject({
        name: "DatasetError",
        code: "ERR_RNN_DATASET_FORMAT",
        location: forged,
        message: expect.stringMatching(message),
      });
    }
    await expect(loadData({ source, path: forged, size })).rejects.toThrow(
      /^loadData: expected .*, got .*\(in .*\)$/,
    );
  });

  test("with fewer reviews than the data set, and with more", async () => {
    await expect(loadData({ source, path })).rejects.toThrow(
      /^loadData: expected 25000 reviews in train, got 4\. For data of your own give \{ size \}/,
    );
    await expect(loadStanfordReviews({ path, size: 3 })).rejects.toThrow(
      /expected 3 reviews in train, got more/,
    );
    await expect(getWordIndex({ source, path, size: 4 })).rejects.toThrow(
      /expected 4 reviews in test, got 2/,
    );
  });

  test("that inflates to more than 512 MiB, in bounded memory", async () => {
    const zeros = gzipSync(new Uint8Array(2 ** 24));
    const bomb = fileOf(bytesOf(...Array.from({ length: 33 }, () => zeros)));
    await expect(loadData({ source, path: bomb })).rejects.toMatchObject({
      code: "ERR_RNN_DATASET_FORMAT",
      message: expect.stringMatching(/at most 536870912 bytes/),
    });
  });

  test("for imdb.npz and for the word index, naming what to give", async () => {
    const advice = /gzip archive, as Stanford's aclImdb_v1\.tar\.gz is.*source: "stanford"/;
    for (const load of [loadData, getWordIndex]) {
      await expect(load({ path })).rejects.toMatchObject({
        code: "ERR_RNN_DATASET_FORMAT",
        message: expect.stringMatching(advice),
      });
    }
  });

  test("that is not there or is a folder, naming its path", async () => {
    for (const missing of [join(folder, "none.tar.gz"), folder]) {
      await expect(loadStanfordReviews({ path: missing })).rejects.toMatchObject({
        code: "ERR_RNN_NOT_FOUND",
        location: missing,
      });
    }
  });

  test("in a browser, saying what to do there", async () => {
    await expect(readInBrowser("loadData", { path }, () => undefined)).rejects.toMatchObject({
      code: "ERR_RNN_PLATFORM",
      message: expect.stringMatching(/^loadData: .*imdb\.npz/),
    });
  });
});

describe("options are refused", () => {
  test.each<[string, object, RegExp]>([
    ["source without path", { source }, /path.*aclImdb_v1\.tar\.gz, got undefined.*stanford\.edu/],
    ["baseUrl with an archive", { source, path, baseUrl: "https://x.test" }, /got baseUrl/],
    ["texts of another type", { source, path, texts: 1 }, /texts to be a boolean/],
    ["texts with Keras's file", { path: npz, texts: true }, /texts with source "stanford" only/],
    ["a size of text", { source, path, size: "4" }, /size to be a whole number/],
  ])("%s with a TypeError", async (_, options, message) => {
    await expect(loadData(options)).rejects.toThrow(TypeError);
    await expect(loadData(options)).rejects.toThrow(message);
  });

  test("a source that there is not with a RangeError that names the ones there are", async () => {
    for (const load of [loadData, getWordIndex]) {
      const loading = load({ source: "Stanford", path } as object);
      await expect(loading).rejects.toThrow(RangeError);
      await expect(loading).rejects.toThrow(/source to be "keras" or "stanford", got "Stanford"/);
    }
  });

  test("an unknown name with a TypeError", async () => {
    await expect(
      loadStanfordReviews({ path, texts: true } as object as { path: string }),
    ).rejects.toThrow(/got texts/);
    await expect(getWordIndex({ source, path, seed: 1 } as object)).rejects.toThrow(/got seed/);
  });
});

const dataFolder = process.env["RNN_DATA_DIR"] ?? "";
const archive = ["aclImdb_v1.tar.gz", "aclImdb.tar.gz"]
  .map((name) => join(dataFolder, name))
  .find((name) => dataFolder !== "" && existsSync(name));

describe.skipIf(archive === undefined)("Stanford's archive of the IMDB reviews", () => {
  const real = { source, path: archive ?? "" } as const;
  const sha256 = (ids: Int32Array): string =>
    createHash("sha256")
      .update(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength))
      .digest("hex");

  test("gives every id and label of imdb.npz, and each row's text", async () => {
    const fromText = await loadData({ ...real, texts: true });
    const stored = await loadData();
    for (const [part, wanted] of [
      [fromText.xTrain.values, stored.xTrain.values],
      [fromText.xTrain.rowOffsets, stored.xTrain.rowOffsets],
      [fromText.yTrain.data, stored.yTrain.data],
      [fromText.xTest.values, stored.xTest.values],
      [fromText.xTest.rowOffsets, stored.xTest.rowOffsets],
      [fromText.yTest.data, stored.yTest.data],
    ] as [Int32Array, Int32Array][]) {
      expect(sha256(part)).toBe(sha256(wanted));
    }
    // As in golden/imdb-load-data.json for Keras's load_data().
    expect(sha256(fromText.xTrain.values)).toBe(
      "96723a3cb654f5536b92734dbb166e9fa0ccb73617eb972e2ccad6b926f58019",
    );
    const { wordIndex, textsTrain, textsTest } = fromText;
    const options = { numWords: 88_587, oovChar: null };
    const { xTrain, xTest } = await loadData({ ...options });
    for (const row of [0, 1, 12_345, 24_999]) {
      expect(encodeReview(textsTrain[row], wordIndex, options)).toEqual(xTrain.row(row).slice());
      expect(encodeReview(textsTest[row], wordIndex, options)).toEqual(xTest.row(row).slice());
    }
  });

  test("gives the official word index in all 88,584 ranks", async () => {
    const index = await getWordIndex(real);
    expect(index.size).toBe(88_584);
    expect([...index]).toEqual([...(await getWordIndex())]);
  });

  test("gives 12,500 ratings below 5 and 12,500 above 6 in each half", async () => {
    const { train, test: half } = await loadStanfordReviews({ path: real.path });
    for (const { ratings, labels, texts } of [train, half]) {
      expect(
        labels.data.every((label, i) => (label === 1 ? ratings.at(i) > 6 : ratings.at(i) < 5)),
      ).toBe(true);
      expect([texts.length, labels.data.filter((label) => label === 1).length]).toEqual([
        25_000, 12_500,
      ]);
    }
    expect(train.names[0]).toBe("train/pos/0_9.txt");
  });
});
