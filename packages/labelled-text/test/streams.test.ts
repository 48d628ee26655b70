import { appendFileSync, utimesSync, writeFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type LabelledTextSource,
  type LabelledTextStream,
  readLabelledTexts,
  type StreamLabelledTextsOptions,
  sampleLabelledData,
  sampleStreamedData,
  selectTexts,
  streamLabelledTexts,
  streamTexts,
} from "../src/index.ts";
import { readSource } from "../src/read-source.ts";
import { failureOf, fileOf, folderOf } from "./text-files.ts";

/** All that a stream gives, as arrays. */
async function collect(part: LabelledTextStream | undefined) {
  if (part === undefined) return undefined;
  const { batches, length: _, ...classes } = part;
  const texts: string[] = [];
  const origins: string[] = [];
  for await (const batch of batches()) {
    texts.push(...batch.texts);
    origins.push(...batch.origins);
  }
  return { texts, origins, ...classes };
}

async function streamAll(source: LabelledTextSource, options: StreamLabelledTextsOptions) {
  const data = await streamLabelledTexts(source, { ...options, keptCharacters: 0 });
  return { ...data, train: await collect(data.train), test: await collect(data.test) };
}

/** What is read at once, or its error. */
async function read(source: LabelledTextSource, options: StreamLabelledTextsOptions) {
  try {
    return { data: await readLabelledTexts(source, options), message: "" };
  } catch (error) {
    return { data: undefined, message: (error as Error).message };
  }
}

/** The same read in two passes. */
async function readTwice(source: LabelledTextSource, options: StreamLabelledTextsOptions) {
  try {
    return { data: await streamAll(source, options), message: "" };
  } catch (error) {
    const { message } = error as Error;
    return {
      data: undefined,
      message: message.replace("streamLabelledTexts", "readLabelledTexts"),
    };
  }
}

const sources: readonly (readonly [string, LabelledTextSource, StreamLabelledTextsOptions?])[] = [
  ["a table", { name: "a.csv", content: "text,label\na,x\n\n,\nb,y\r\n" }],
  ["weights", { name: "a.csv", content: "text,label,w\na,x,2\nb,y,0.5\n" }, { weightColumn: "w" }],
  ["a line that names the delimiter", { name: "a.csv", content: "sep=;\ntext;label\na;x\nb;y\n" }],
  ["quotes over lines", { name: "a.csv", content: 'text,label\n"a\r\n""b""",x\nb,y\n' }],
  ["escaped quotes", { name: "a.csv", content: 'text,label\n"a \\"b\\" c",x\nb,y\n' }],
  ["lone returns in texts", { name: "a.csv", content: "text,label\na\rb,x\nb,y\n" }],
  ["tabs and quotes", { name: "a.tsv", content: 'text\tlabel\n"a\tx\nb"\ty\n' }],
  ["whole quoted fields of tabs", { name: "a.tsv", content: 'text\tlabel\n"a ""b"""\tx\nb\ty\n' }],
  ["JSON Lines", { name: "a.jsonl", content: '{"text":"a","label":1}\n\n{"text":"b","label":2}' }],
  ["an array", { name: "a.json", content: '[{"text":"a","label":1},{"text":"b","label":2}]' }],
  [
    "several files",
    [
      { name: "a.csv", content: "text,label\na,x\nb,y\n" },
      { name: "b.csv", content: "text,label\nc,z\n" },
    ],
  ],
  [
    "a model's classes",
    { name: "a.csv", content: "text,label\na,X\n" },
    { classNames: ["x", "y"] },
  ],
  ["one class", { name: "a.csv", content: "text,label\na,x\n" }],
  ["a quote that is not closed", { name: "a.csv", content: 'text,label\n"a,x\nb,y\n' }],
];

describe("streamLabelledTexts", () => {
  test.for(sources)("gives what readLabelledTexts gives: %s", async ([, source, options = {}]) => {
    expect(await readTwice(source, options)).toEqual(await read(source, options));
  });

  test("gives the same for a file of many pieces, however these cut it", async () => {
    const field = fc.stringMatching(/^[ab"é,;\n\r\t]{0,6}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(field, { minLength: 2 }), fc.nat(7), async (texts, size) => {
        const rows = texts.map((text, i) => `"${text.replaceAll('"', '""')}",${i % 2}\n`);
        const bytes = Buffer.from(`text,label\n${rows.join("")}`);
        const chunks = async function* () {
          for (let at = 0; at < bytes.length; at += size + 1)
            yield bytes.subarray(at, at + size + 1);
        };
        const given = await readTwice({ name: "a.csv", content: chunks() }, {});
        expect(given).toEqual(await read({ name: "a.csv", content: bytes }, {}));
      }),
      { numRuns: 50 },
    );
  });

  test("gives the texts of folders, and of what comes through a pipe, though neither is read twice", async () => {
    const folder = folderOf({ "neg/1.txt": "bad", "pos/1.txt": "good" });
    expect((await streamAll(folder, {})).train?.texts).toEqual(["bad", "good"]);
    const pipe = async function* () {
      yield Buffer.from("text,label\na,x\nb,y\n");
    };
    const { train } = await streamAll({ name: "pipe.csv", content: pipe() }, {});
    expect(train?.texts).toEqual(["a", "b"]);
  });

  test("keeps short texts, so that the file need not stay", async () => {
    const path = fileOf("a.csv", "text,label\na,x\nb,y\n");
    const { train } = await streamLabelledTexts(path);
    writeFileSync(path, "");
    expect((await collect(train))?.texts).toEqual(["a", "b"]);
  });

  test("refuses a file that has grown, shrunk or got other rows while it is in use", async () => {
    const content = "text,label\na,x\nb,y\n";
    const path = fileOf("a.csv", content);
    // Whoever changes it may also leave its time as it was.
    utimesSync(path, 1, 1);
    const { train } = await streamLabelledTexts(path, { keptCharacters: 0 });
    appendFileSync(path, "c,y\n");
    expect(await failureOf(collect(train))).toMatchObject({
      code: "ERR_RNN_TEXT_FORMAT",
      message: expect.stringMatching(
        /stays as it is while it is in use, got one that has become longer/,
      ),
    });
    writeFileSync(path, content.slice(0, -4));
    expect(await failureOf(collect(train))).toMatchObject({ message: /become shorter/ });
    writeFileSync(path, "text,label\n\n\n\n\nb,y\n");
    utimesSync(path, 1, 1);
    expect(await failureOf(collect(train))).toMatchObject({ message: /one with fewer rows/ });
  });

  test("refuses a file of other words that has as many characters and rows", async () => {
    for (const [name, before, after] of [
      ["a.csv", "text,label\na,x\nb,y\n", "text,label\nc,x\nb,y\n"],
      [
        "a.jsonl",
        '{"text":"a","label":1}\n{"text":"b","label":2}\n',
        '{"text":"c","label":1}\n{"text":"b","label":2}\n',
      ],
    ]) {
      const path = fileOf(name, before);
      utimesSync(path, 1, 1);
      const { train } = await streamLabelledTexts(path, { keptCharacters: 0 });
      expect((await collect(train))?.texts).toEqual(["a", "b"]);
      writeFileSync(path, after);
      expect(await failureOf(collect(train))).toMatchObject({
        code: "ERR_RNN_TEXT_FORMAT",
        message: expect.stringMatching(/in use, got another one \(in .*\)/),
      });
    }
  });

  test("keeps texts up to a size in memory, of which each takes 64 characters besides its own", async () => {
    const path = fileOf("a.csv", `text,label\n${"a,x\nb,y\n".repeat(20)}`);
    const isKept = async (keptCharacters: number) =>
      (await readSource(path, { keptCharacters })).train.kept !== undefined;
    expect(await isKept(40 * 65)).toBe(true);
    expect(await isKept(40 * 65 - 1)).toBe(false);
  });
});

describe("selectTexts", () => {
  const texts = ["a", "b", "c"];
  const origins = texts.map((text) => `${text}.txt`);
  const all = streamTexts({ texts, origins, labels: new Uint8Array(3) });

  test("gives rows in the order asked for, a row as often as asked for", async () => {
    const { texts: chosen, origins: places } = await selectTexts(all, [2, 0, 2]);
    expect([chosen, places]).toEqual([
      ["c", "a", "c"],
      ["c.txt", "a.txt", "c.txt"],
    ]);
  });

  test("refuses a row that there is not", async () => {
    await expect(selectTexts(all, [0, 3])).rejects.toThrow(
      "selectTexts: expected rows from 0 to 2, got 3 (at [1]).",
    );
  });
});

test("a sample of streamed texts is that of the same texts in memory", async () => {
  const rows = Array.from({ length: 50 }, (_, i) => `t${i},${i % 2},${i}\n`).join("");
  const source = { name: "a.csv", content: `text,label,w\n${rows}` };
  const options = { weightColumn: "w" };
  const streamed = await streamLabelledTexts(source, { ...options, keptCharacters: 0 });
  const sampled = await sampleStreamedData(streamed, { limit: 7, seed: 3 });
  const expected = sampleLabelledData(await readLabelledTexts(source, options), {
    limit: 7,
    seed: 3,
  });
  expect({ ...sampled, train: await collect(sampled.train) }).toEqual(expected);
});
