import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LabelledTextError, readLabelledTexts, readTextLines, readTexts } from "../src/index.ts";

const table = (...rows: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(
    rows.map((row) => (typeof row === "string" ? Buffer.from(row) : Uint8Array.from(row))),
  );

/** Bytes that Python 3.13 gives: `text.encode("cp949")` and so on. */
const encoded: readonly (readonly [encoding: string, bytes: readonly number[], text: string])[] = [
  ["euc-kr", [0xc1, 0xc1, 0xc0, 0xba, 0x20, 0xbf, 0xb5, 0xc8, 0xad], "좋은 영화"],
  // A syllable that the code page of Windows has and EUC-KR itself has not.
  ["cp949", [0x8c, 0x63, 0xb9, 0xe6, 0xb0, 0xa2, 0xc7, 0xcf], "똠방각하"],
  ["CP949 ", [0x8c, 0x63], "똠"],
  ["gb18030", [0xb7, 0xbf, 0xbc, 0xe4, 0x81, 0x30, 0x81, 0x30], "房间\u0080"],
  ["gbk", [0xb7, 0xbf, 0x80], "房€"],
  ["cp932", [0x89, 0x66, 0x89, 0xe6, 0x87, 0x40], "映画①"],
  ["shift_jis", [0x89, 0x66, 0x89, 0xe6], "映画"],
  ["big5", [0xb9, 0x71, 0xbc, 0x76], "電影"],
  ["windows-1252", [0x63, 0x61, 0x66, 0xe9, 0x20, 0x80, 0x20, 0x93], "café € “"],
  ["latin1", [0x80], "€"],
  ["utf-16le", [0x00, 0xc8], "저"],
  ["utf8", [0xec, 0xa0, 0x80], "저"],
];

async function linesOf(chunks: Iterable<Uint8Array>, encoding: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readTextLines(chunks, "texts.txt", { encoding })) lines.push(line);
  return lines;
}

describe("texts in other encodings", () => {
  test.each(encoded)(
    "of %s are read, in whatever pieces the bytes come",
    async (encoding, bytes, text) => {
      const given = Uint8Array.from(bytes);
      expect(await linesOf([given], encoding)).toEqual([text]);
      const single = Array.from(given, (byte) => Uint8Array.of(byte));
      expect(await linesOf(single, encoding)).toEqual([text]);
    },
  );

  test("are texts and labels of a table, and names of columns", async () => {
    const content = table(
      [0xb3, 0xbb, 0xbf, 0xeb],
      ",label\n",
      [0xc1, 0xc1, 0xb4, 0xd9],
      ",1\n",
      [0xb3, 0xaa, 0xba, 0xfc],
      ",0\n",
    );
    const named = { name: "reviews.csv", content };
    const { train, description } = await readLabelledTexts(named, { encoding: "euc-kr" });
    expect(train.texts).toEqual(["좋다", "나빠"]);
    expect(description).toBe('reviews.csv, texts in "내용", labels in "label"');
    expect((await readTexts(named, { encoding: "cp949" })).texts).toEqual(["좋다", "나빠"]);
  });

  test("are the files of folders, and several sources", async () => {
    const files = [
      { name: "films/good/1.txt", content: table([0xc1, 0xc1, 0xb4, 0xd9]) },
      { name: "films/bad/1.txt", content: table([0xb3, 0xaa, 0xba, 0xfc]) },
    ];
    const { train } = await readLabelledTexts(files, { encoding: "euc-kr" });
    expect(train.texts).toEqual(["나빠", "좋다"]);
    const part = (name: string, label: number) => ({
      name,
      content: table("text,label\n", [0xc1, 0xc1, 0xb4, 0xd9], `,${label}\n`),
    });
    const both = await readLabelledTexts([part("a.csv", 1), part("b.csv", 0)], {
      encoding: "euc-kr",
    });
    expect(both.train.texts).toEqual(["좋다", "좋다"]);
  });

  test.each<[string, string, readonly (string | readonly number[])[], number, string]>([
    [
      "bytes that are none of it",
      "euc-kr",
      ["text,label\na,1\n", [0xc1, 0x20], ",0\n"],
      3,
      "other bytes",
    ],
    ["half a letter at the end", "shift_jis", ["text,label\na,1\nb,", [0x89]], 3, "other bytes"],
    ["a NUL", "windows-1252", ["text,label\na\0,1\n"], 2, "a NUL character"],
  ])("with %s are refused, with the line", async (_, encoding, rows, line, got) => {
    const reading = readLabelledTexts({ name: "a.csv", content: table(...rows) }, { encoding });
    await expect(reading).rejects.toMatchObject({
      code: "ERR_RNN_TEXT_ENCODING",
      line,
      message: `readLabelledTexts: expected text in ${encoding}, got ${got} (in a.csv:${line}). Name its encoding by --encoding, or save it as UTF-8.`,
    });
  });

  test("of any bytes are read alike in whatever pieces they come, or refused", async () => {
    const names = ["euc-kr", "gb18030", "shift_jis", "big5", "iso-2022-jp", "utf-16le", "koi8-r"];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.uint8Array(),
        fc.nat(),
        async (name, bytes, at) => {
          const cut = at % (bytes.length + 1);
          const read = (chunks: Uint8Array[]) =>
            linesOf(chunks, name).catch((error: unknown) => {
              if (error instanceof LabelledTextError) return "refused";
              throw error;
            });
          const whole = await read([bytes]);
          expect(await read([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(whole);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("that nobody knows are named", async () => {
    const source = { name: "a.csv", content: "text,label\na,0\nb,1\n" };
    for (const encoding of ["klingon", "", "replacement", "iso-2022-kr"]) {
      await expect(readLabelledTexts(source, { encoding })).rejects.toThrow(
        `readLabelledTexts: expected encoding to be such as "euc-kr", "gb18030", "shift_jis" or "windows-1252", got "${encoding}".`,
      );
    }
    await expect(readLabelledTexts(source, { encoding: 949 as never })).rejects.toThrow(TypeError);
  });
});
