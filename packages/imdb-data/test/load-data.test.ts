import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { encodeNpy, type RaggedTensor, RandomState, type Tensor, tensor, zeros } from "@rnn/tensor";
import { afterAll, describe, expect, test } from "vitest";
import { type LoadDataOptions, loadData } from "../src/index.ts";
import { bytesOf, objectNpy } from "./pickle-bytes.ts";
import { labelsNpy, listsNpy, storedZip, tinyNpz } from "./tiny-npz.ts";

const folder = mkdtempSync(join(tmpdir(), "rnn-imdb-data-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(bytes: Uint8Array): string {
  const path = join(folder, `${crypto.randomUUID()}.npz`);
  writeFileSync(path, bytes);
  return path;
}

const raw = [[1, 2, 50], [3, 96, 97, 98], [17, 99], [5]];
const path = fileOf(tinyNpz(raw, raw));

/** The training reviews in the order of the file: `RandomState(113).shuffle(arange(4))` undone. */
async function loadUnshuffled(options: LoadDataOptions, count = 4): Promise<number[][]> {
  const { xTrain } = await loadData({ path, size: null, ...options });
  const { data } = new RandomState(options.seed ?? 113).permutation(count);
  const rows = xTrain.toArrays();
  return Array.from(data, (_, i) => rows[data.indexOf(i)]);
}

describe("loadData on a file of four reviews", () => {
  // Each expected value: keras.datasets.imdb.load_data(path, **options) on the same lists.
  test.each<[string, LoadDataOptions, number[][]]>([
    [
      "num_words=100, skip_top=20",
      { numWords: 100, skipTop: 20 },
      [
        [2, 2, 2, 53],
        [2, 2, 99, 2, 2],
        [2, 20, 2],
        [2, 2],
      ],
    ],
    [
      "the defaults, which lose the highest word",
      {},
      [
        [1, 4, 5, 53],
        [1, 6, 99, 100, 101],
        [1, 20, 2],
        [1, 8],
      ],
    ],
    ["oov_char=None", { numWords: 100, skipTop: 20, oovChar: null }, [[53], [99], [20], []]],
    [
      "start_char=None",
      { numWords: 100, skipTop: 20, startChar: null },
      [[2, 2, 53], [2, 99, 2, 2], [20, 2], [2]],
    ],
    [
      "index_from=0",
      { indexFrom: 0 },
      [
        [1, 1, 2, 50],
        [1, 3, 96, 97, 98],
        [1, 17, 2],
        [1, 5],
      ],
    ],
    ["start_char=None, index_from=0", { startChar: null, indexFrom: 0, numWords: 1000 }, raw],
    [
      "num_words=0, which is None",
      { numWords: 0 },
      [
        [1, 4, 5, 53],
        [1, 6, 99, 100, 101],
        [1, 20, 2],
        [1, 8],
      ],
    ],
    [
      "a start_char above all ids, which is then the highest",
      { startChar: 500 },
      [
        [2, 4, 5, 53],
        [2, 6, 99, 100, 101],
        [2, 20, 102],
        [2, 8],
      ],
    ],
    [
      "maxlen=0, which is None",
      { maxlen: 0, numWords: 1000 },
      [
        [1, 4, 5, 53],
        [1, 6, 99, 100, 101],
        [1, 20, 102],
        [1, 8],
      ],
    ],
  ])("gives what Keras gives for %s", async (_, options, expected) => {
    expect(await loadUnshuffled(options)).toEqual(expected);
  });

  test("keeps reviews of fewer than maxlen ids, the start mark counted, and their labels", async () => {
    const { xTrain, yTrain, xTest } = await loadData({ path, size: null, maxlen: 4 });
    const rows = xTrain.toArrays();
    // Without the longer reviews 102 is still the highest id, which becomes 2.
    expect(rows.sort((a, b) => b.length - a.length)).toEqual([
      [1, 20, 2],
      [1, 8],
    ]);
    expect(new Set(yTrain.data)).toEqual(new Set([0, 1]));
    expect(xTest.length).toBe(2);
  });

  test("refuses a maxlen that leaves no review", async () => {
    await expect(loadData({ path, size: null, maxlen: 2 })).rejects.toThrow(RangeError);
    await expect(loadData({ path, size: null, maxlen: 2 })).rejects.toThrow(/maxlen 2/);
  });

  test("shuffles training and test reviews and their labels from one stream", async () => {
    const rows = Array.from({ length: 50 }, (_, i) => [i + 1]);
    const file = fileOf(tinyNpz(rows, rows));
    const options = { path: file, size: 50, startChar: null, indexFrom: 0, numWords: 100, seed: 7 };
    const { xTrain, yTrain, xTest, yTest } = await loadData(options);
    const random = new RandomState(7);
    for (const [x, y] of [
      [xTrain, yTrain],
      [xTest, yTest],
    ] as [RaggedTensor, Tensor][]) {
      const order = random.permutation(50).data;
      expect(x.values).toEqual(order.map((i) => i + 1));
      expect(y.data).toEqual(order.map((i) => i % 2));
    }
  });

  test("keeps a review without words, with and without the start mark", async () => {
    const file = fileOf(tinyNpz([[], []], [[]]));
    const options = { path: file, size: null };
    expect((await loadData(options)).xTrain.toArrays()).toEqual([[2], [2]]);
    expect((await loadData({ ...options, startChar: null })).xTrain.toArrays()).toEqual([[], []]);
  });

  test("takes a file of no reviews", async () => {
    const { xTrain, yTest } = await loadData({ path: fileOf(tinyNpz([], [])), size: null });
    expect([xTrain.length, yTest.shape]).toEqual([0, [0]]);
  });

  test("takes a file: URL and says where the data came from", async () => {
    const { source, yTrain } = await loadData({ path: pathToFileURL(path), size: 4 });
    expect(source).toEqual({ kind: "path", path });
    expect(yTrain.dtype).toBe("int32");
  });

  test("stops at an aborted signal with the signal's reason", async () => {
    const reason = new Error("enough");
    await expect(loadData({ path, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("loadData refuses options", () => {
  test.each<[string, object, RegExp]>([
    ["of Python's spelling", { num_words: 100 }, /got num_words\. Did you mean numWords\?/],
    ["misspelt", { maxLenght: 100 }, /Did you mean maxlen\?/],
    ["of an old name", { nbWords: 100 }, /Did you mean numWords\?/],
    ["that are text", { seed: "113" }, /seed to be a whole number.*got "113"/],
    ["that may not be null", { skipTop: null }, /skipTop.*null/],
  ])("%s with a TypeError", async (_, options, message) => {
    await expect(loadData(options)).rejects.toThrow(TypeError);
    await expect(loadData(options)).rejects.toThrow(message);
  });

  test.each<[string, LoadDataOptions]>([
    ["a negative numWords", { numWords: -1 }],
    ["a broken maxlen", { maxlen: 1.5 }],
    ["a NaN skipTop", { skipTop: Number.NaN }],
    ["a seed of 2^32", { seed: 2 ** 32 }],
    ["an indexFrom that takes ids over 31 bits", { indexFrom: 2 ** 31 - 1, path, size: null }],
  ])("%s with a RangeError", async (_, options) => {
    await expect(loadData(options)).rejects.toThrow(RangeError);
  });
});

describe("loadData refuses a file", () => {
  const tiny = (changes: Record<string, Uint8Array>): Uint8Array => tinyNpz(raw, raw, changes);
  const floats = objectNpy(bytesOf("]."), 4).map((byte, i) => (i === 22 ? 0x66 : byte));

  test.each<[string, Uint8Array, RegExp, object?]>([
    [
      "of four reviews, where it expects 25,000",
      tiny({}),
      /25000 reviews in x_train, got 4.*size/,
      {},
    ],
    ["that is not an archive", bytesOf("<html>sign in</html>"), /loadData: /],
    ["that is empty", new Uint8Array(), /loadData: /],
    ["that ends early", tiny({}).subarray(0, -40), /loadData: /],
    ["without a member", storedZip({ "x_train.npy": listsNpy(raw) }), /y_train/],
    [
      "with labels other than 0 and 1",
      tiny({ "y_train.npy": labelsNpy([0, 1, 2, 1]) }),
      /labels 0 and 1 in y_train, got 2 .*review 2/,
    ],
    ["with labels in rows", tiny({ "y_train.npy": encodeNpy(zeros([4, 1])) }), /one axis/],
    [
      "with fewer labels than reviews",
      tiny({ "y_test.npy": labelsNpy([0]) }),
      /labels as reviews, got 1 for 4/,
    ],
    [
      "with numbers for reviews",
      tiny({ "x_test.npy": encodeNpy(tensor([[1, 2]])) }),
      /object array/,
    ],
    ["with another type of objects", tiny({ "x_train.npy": floats }), /loadData: /],
    [
      "whose shape lies",
      tiny({ "x_train.npy": objectNpy(listsNpy(raw).subarray(128), 5) }),
      /5 lists in x_train, got 4/,
    ],
  ])("%s", async (_, bytes, message, options = { size: null }) => {
    const loading = loadData({ path: fileOf(bytes), ...options });
    await expect(loading).rejects.toMatchObject({
      name: "DatasetError",
      code: "ERR_RNN_DATASET_FORMAT",
      message: expect.stringMatching(message),
    });
  });

  test("with a pickle that names a function, and does not call it", async () => {
    const forged = tiny({ "x_train.npy": objectNpy(bytesOf("cos\nsystem\n(S'ls'\ntR."), 4) });
    await expect(loadData({ path: fileOf(forged), size: null })).rejects.toMatchObject({
      code: "ERR_RNN_PICKLE",
      message: expect.stringContaining("os.system"),
    });
  });

  test("whose members would inflate to more than 256 MiB, before it inflates them", async () => {
    const archive = tiny({ "x_train.npy": new Uint8Array(300_000) });
    // Method and size in the local header and in the central directory: the archive says that it is deflated.
    const view = new DataView(archive.buffer);
    const central = Buffer.from(archive).indexOf("PK\x01\x02");
    for (const [at, method, size] of [
      [0, 8, 22],
      [central, 10, 24],
    ]) {
      view.setUint16(at + method, 8, true);
      view.setUint32(at + size, 2 ** 28 + 1, true);
    }
    await expect(loadData({ path: fileOf(archive), size: null })).rejects.toMatchObject({
      code: "ERR_RNN_DATASET_FORMAT",
      message: expect.stringMatching(/at most 268435456 bytes together, got 268435457/),
    });
  });

  test("with a rank over 2^30", async () => {
    const file = fileOf(tinyNpz([[2 ** 30 + 1]], [[1]]));
    await expect(loadData({ path: file, size: null })).rejects.toMatchObject({
      code: "ERR_RNN_DATASET_FORMAT",
      message: expect.stringContaining("ranks of at most 1073741824 in x_train, got 1073741825"),
    });
  });

  test("that is not there, naming its path", async () => {
    await expect(loadData({ path: "no/such.npz" })).rejects.toMatchObject({
      code: "ERR_RNN_NOT_FOUND",
      location: "no/such.npz",
    });
  });
});

interface GoldenSplit {
  sequences: number;
  tokens: number;
  tokens_sha256: string;
  lengths_sha256: string;
  first: number[];
  max: number;
  min: number;
  positive: number;
  first10labels: number[];
}

const sha256 = (ids: Int32Array): string =>
  createHash("sha256")
    .update(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength))
    .digest("hex");

describe.skipIf(!process.env["RNN_DATA_DIR"])("loadData on the IMDB reviews", () => {
  const golden: {
    cases: { options: Record<string, number | null>; train: GoldenSplit; test: GoldenSplit }[];
  } = JSON.parse(readFileSync(new URL("golden/imdb-load-data.json", import.meta.url), "utf8"));

  const summary = (x: RaggedTensor, y: Tensor): GoldenSplit => ({
    sequences: x.length,
    tokens: x.values.length,
    tokens_sha256: sha256(x.values),
    lengths_sha256: sha256(x.rowLengths()),
    first: [...x.row(0).subarray(0, 24)],
    max: x.values.reduce((a, b) => Math.max(a, b)),
    min: x.values.reduce((a, b) => Math.min(a, b)),
    positive: [...y.data].reduce((a, b) => a + b),
    first10labels: [...y.data.subarray(0, 10)],
  });

  test.each(golden.cases.map((one) => [JSON.stringify(one.options), one] as const))(
    "gives every id that keras.datasets.imdb.load_data gives for %s",
    async (_, { options, train, test: testSplit }) => {
      const camel = Object.entries(options).map(([name, value]) => [
        name.replace(/_(.)/g, (__, letter: string) => letter.toUpperCase()),
        value,
      ]);
      const { xTrain, yTrain, xTest, yTest } = await loadData(Object.fromEntries(camel));
      expect(summary(xTrain, yTrain)).toEqual(train);
      expect(summary(xTest, yTest)).toEqual(testSplit);
    },
  );

  test("gives the chapter's reviews once ids up to 2 are dropped", async () => {
    const { xTrain, source } = await loadData({ skipTop: 20, numWords: 100 });
    const x = xTrain.filter((id) => id > 2);
    expect([x.row(0).length, x.row(1).length]).toEqual([59, 32]);
    expect(x.row(0).subarray(0, 10)).toEqual(Int32Array.of(22, 43, 65, 66, 36, 25, 43, 50, 35, 39));
    expect(source.kind).toBe("environment");
  });
});

test("the order of 25,000 reviews is that of NumPy's RandomState(113)", () => {
  // Hashes of the little-endian int32 orders that numpy.random.RandomState(113).shuffle gives, one after the other.
  const random = new RandomState(113);
  expect(sha256(random.permutation(25000).data)).toBe(
    "0306451e7c5830c97b1afc1cc860306c7df726f1cb0b9c41e15f90fbea76003a",
  );
  expect(sha256(random.permutation(25000).data)).toBe(
    "904be7ce9d3749975d2c41e577de39c867e0e966bdcb7f9dee78824b756e079b",
  );
});
