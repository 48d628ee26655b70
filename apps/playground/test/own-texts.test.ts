import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { decodeNpy, encodeNpz, tensor, zeros } from "@rnn/tensor";
import { packTar } from "modern-tar";
import { describe, expect, test } from "vitest";
import { defaultSettings } from "../src/settings/settings.ts";
import { watchTexts } from "../src/views/watch/watch-texts.ts";
import { traceText } from "../src/worker/inspect/trace-text.ts";
import { openSession } from "../src/worker/open-session.ts";
import { describeTexts, readOwnTexts } from "../src/worker/read-own-texts.ts";
import { readZipMembers } from "../src/worker/read-zip-members.ts";

const { RNN_DATA_DIR: dataFolder = "" } = process.env;
const forever = new AbortController().signal;
const rows = Array.from({ length: 20 }, (_, n) => [
  `A ${n % 2 ? "great" : "dull"} film ${n}`,
  n % 2,
]);
const csv = `text,label\n${rows.map(([text, label]) => `${text},${label}`).join("\n")}\n`;
const read = (content: string, name = "mine.csv") =>
  readOwnTexts({ files: [{ name, content }] }, forever);

describe("a zip archive", () => {
  const arrays = { a: tensor([1, 2, 3]), b: zeros([1000]) };

  test.each([true, false])("gives its members, compressed %s", async (compress) => {
    const { buffer } = await encodeNpz(arrays, { compress });
    const [b, a] = await readZipMembers(buffer, ["b.npy", "a.npy"], 10_000);
    expect(decodeNpy(a).toArray()).toEqual([1, 2, 3]);
    expect(decodeNpy(b).shape).toEqual([1000]);
  });

  test("that is damaged, cut or too large is refused", async () => {
    const bytes = await encodeNpz(arrays, { compress: true });
    const refused = (buffer: ArrayBuffer, most = 10_000) =>
      expect(readZipMembers(buffer, ["b.npy"], most)).rejects.toThrow(
        /expected|compressed|offset|outside|invalid/i,
      );
    await refused(bytes.buffer, 100);
    await refused(new ArrayBuffer(0));
    await refused(new ArrayBuffer(100));
    for (let length = 0; length < bytes.length; length += 7) {
      await refused(bytes.slice(0, length).buffer);
    }
  });
});

describe("texts of one's own", () => {
  test("are read as the command line reads them, and shown in short", async () => {
    const facts = describeTexts(await read(csv));
    expect(facts).toMatchObject({
      count: 20,
      classNames: ["0", "1"],
      classCounts: [10, 10],
      description: 'mine.csv, texts in "text", labels in "label"',
    });
    expect(facts.preview[0]).toEqual({ text: "A dull film 0", className: "0" });
  });

  test("are trained on, in any language", async () => {
    const korean = rows.map(
      ([, label]) => `${label ? "정말 재미있어요" : "너무 지루하네요"}\t${label}`,
    );
    const own = await read(`text\tlabel\n${korean.join("\n")}\n`, "mine.tsv");
    const settings = { ...defaultSettings, data: "own", length: 10, epochs: 1 } as const;
    const params = { run: 1, settings, batchesPerSecond: Infinity, paused: true };
    const session = await openSession(params, () => undefined, forever, own.texts);
    const { words, tokens } = traceText(session, { text: "재미있어요!" });
    expect(words.every(({ status }) => status === "read")).toBe(true);
    expect(tokens).toBe("words");
  });

  test("of which characters are read are spoken of as characters", () => {
    const t = watchTexts();
    expect(t.tokensRead("characters")).toBe("characters read");
    expect(t.tokensRead("words")).toBe("words read");
    expect(t.chartSays(3, "70", "characters")).toMatch(/^3 characters are read/);
  });

  test.each([
    ["one class", csv.replaceAll(/,[01]$/gm, ",1"), /two classes/],
    ["three classes", csv.replace(/,1$/m, ",2"), /expected two classes, got 3/],
    ["nothing", "", /expected/],
    ["a header alone", "text,label\n", /expected/],
    ["too few texts", "text,label\na,0\nb,1\n", /at least 10 texts, got 2/],
    ["a quote that is never closed", `text,label\n"a,0\n${csv}`, /quote|"/],
    ["binary bytes", "\u0000\u0001\u0002", /expected/],
  ])("with %s are refused with what is wrong", async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  test.each([
    ["one class", csv.replaceAll(/,[01]$/gm, ",1"), "Add rows of another class. Call the column"],
    [
      "columns of other names",
      csv.replace("text,label", "a,b,c"),
      "Call the column of texts “text”",
    ],
  ])(
    "with %s are refused in the words of the page, which has no options",
    async (_, content, advice) => {
      const refusal = read(content);
      await expect(refusal).rejects.toThrow(advice);
      await expect(refusal).rejects.toThrow(/^(?!readLabelledTexts)(?![\s\S]*--)/);
    },
  );

  test("with a byte order mark, quotes and script tags stay texts", async () => {
    const hostile = csv.replace("A dull film 0", '"<script>alert(""x"")</script>, dull"');
    const { preview } = describeTexts(await read(`\uFEFF${hostile}`));
    expect(preview[0].text).toBe('<script>alert("x")</script>, dull');
  });

  test("of 50 MB are refused before they are read", async () => {
    const file = new File([new Uint8Array(50 * 2 ** 20)], "large.csv");
    await expect(readOwnTexts({ files: [file] }, forever)).rejects.toThrow(
      /at most 32 MB, got 50 MB.*command line/,
    );
  });

  test("of more than a page trains on are taken at equal distances, and it is said", async () => {
    const many = Array.from({ length: 20_001 }, (_, n) => `film ${n},${n % 2}`);
    const facts = describeTexts(await read(`text,label\n${many.join("\n")}\n`));
    expect(facts).toMatchObject({
      count: 20_000,
      takenFrom: 20_001,
      classCounts: [10_000, 10_000],
    });
    expect(describeTexts(await read(csv)).takenFrom).toBe(20);
  });

  test("in a .tar.gz are those of its folders, but for what is not trained on", async () => {
    const entry = (name: string, body: string) => ({
      header: { name, size: Buffer.byteLength(body), type: "file" as const },
      body,
    });
    const texts = Array.from({ length: 12 }, (_, n) =>
      // Names of over 100 bytes stand in records of their own, or in two fields.
      entry(`mine/train/${n % 2 ? "pos" : "neg"}/${"영화 ".repeat(5 * n)}${n}.txt`, `영화 ${n}`),
    );
    const others = [
      entry("mine/README", "words"),
      entry("mine/train/neg/._0.txt", "of a Mac"),
      entry("mine/train/unsup/1.txt", "no label"),
      entry("mine/test/pos/1.txt", "for testing"),
    ];
    const pack = async (entries: typeof texts) =>
      new File([gzipSync(await packTar(entries))], "mine.tar.gz");
    const file = await pack([...others, ...texts]);
    const { texts: source } = await readOwnTexts({ files: [file] }, forever);
    expect(source.classNames).toEqual(["neg", "pos"]);
    expect(source.texts.toSorted()).toEqual(texts.map(({ body }) => body).toSorted());
    for (const part of [file.slice(0, 80), file.slice(0, file.size - 9)]) {
      const cut = new File([part], "cut.tgz");
      await expect(readOwnTexts({ files: [cut] }, forever)).rejects.toThrow(/damaged/);
    }
    const none = await pack(others);
    await expect(readOwnTexts({ files: [none] }, forever)).rejects.toThrow(/found none/);
  });

  test.skipIf(dataFolder === "")("in Stanford's archive become reviews too", async () => {
    const file = new File([readFileSync(join(dataFolder, "aclImdb.tar.gz"))], "aclImdb.tar.gz");
    const facts = describeTexts(await readOwnTexts({ files: [file] }, forever));
    expect(facts).toMatchObject({ count: 20_000, classCounts: [10_000, 10_000] });
  });

  test("in imdb.npz want the word index beside them", async () => {
    const file = new File([new Uint8Array(10)], "imdb.npz");
    await expect(readOwnTexts({ files: [file] }, forever)).rejects.toThrow(
      /expected imdb_word_index.json beside imdb.npz/,
    );
  });

  test.skipIf(dataFolder === "")("in imdb.npz become reviews, as many of each class", async () => {
    const files = ["imdb.npz", "imdb_word_index.json"].map(
      (name) => new File([readFileSync(join(dataFolder, name))], name),
    );
    const facts = describeTexts(await readOwnTexts({ files }, forever));
    expect(facts).toMatchObject({
      count: 20_000,
      classCounts: [10_000, 10_000],
      takenFrom: 25_000,
    });
    expect(facts.preview[0].text).toMatch(/^bromwell high is a cartoon comedy/);
  });

  test("that a link speaks of and that are not here are asked for", async () => {
    const settings = { ...defaultSettings, data: "own" } as const;
    const params = { run: 1, settings, batchesPerSecond: Infinity, paused: true };
    await expect(openSession(params, () => undefined, forever)).rejects.toThrow(/Open a file/);
  });
});
