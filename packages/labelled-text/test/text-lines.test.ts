import { describe, expect, test } from "vitest";
import { plain, plainLines, plainText, quote } from "../src/display.ts";
import { readTextLines } from "../src/index.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function linesOf(...chunks: Uint8Array[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readTextLines(chunks, "texts.txt")) lines.push(line);
  return lines;
}

/** A chunk a byte. */
const split = (bytes: Uint8Array): Uint8Array[] => Array.from(bytes, (byte) => Uint8Array.of(byte));

describe("readTextLines", () => {
  test.each([
    ["", []],
    ["\n", [""]],
    ["a", ["a"]],
    ["a\n", ["a"]],
    ["a\n\nb\n\n", ["a", "", "b", ""]],
    ["a\r\nb\rc\nd", ["a", "b", "c", "d"]],
    ["a\r\r\n\nb", ["a", "", "", "b"]],
    ["a\u2028b\u2029c\u0085d\ve\ff\n", ["a\u2028b\u2029c\u0085d\ve\ff"]],
    ["\ufeffa\ufeffb\n", ["a\ufeffb"]],
    ["\ufeff", []],
    ["한국어 😀\r\n", ["한국어 😀"]],
  ])("reads %j as %j, in whatever pieces it comes", async (text, lines) => {
    const bytes = utf8(text);
    expect(await linesOf(bytes)).toEqual(lines);
    expect(await linesOf(...split(bytes))).toEqual(lines);
    expect(await linesOf(new Uint8Array(), bytes, new Uint8Array())).toEqual(lines);
  });

  test.each([
    ["UTF-16", Buffer.from("\ufeffa film\n", "utf16le"), 1, "It looks like UTF-16"],
    ["UTF-16 without a mark", Buffer.from("a film\n", "utf16le"), 1, "It looks like UTF-16"],
    ["Latin-1", Buffer.from("a film\nadiós\n", "latin1"), 2, "Save the file as UTF-8"],
    ["a NUL", Buffer.from("a film\0\n"), 1, "Save the file as UTF-8"],
    ["half a character", Buffer.from([0x61, 0xe2, 0x82]), 1, "Save the file as UTF-8"],
  ])("refuses %s with the line and what to do", async (_, bytes, line, advice) => {
    const error = {
      code: "ERR_RNN_TEXT_ENCODING",
      location: "texts.txt",
      line,
      message: expect.stringContaining(advice),
    };
    await expect(linesOf(bytes)).rejects.toMatchObject(error);
    await expect(linesOf(...split(bytes))).rejects.toMatchObject(error);
  });
});

test("lines may be those of all bytes at once, and of an ArrayBuffer", async () => {
  const bytes = new TextEncoder().encode("a film\nanother");
  for (const given of [bytes, bytes.slice().buffer]) {
    const lines: string[] = [];
    for await (const line of readTextLines(given, "a.txt")) lines.push(line);
    expect(lines).toEqual(["a film", "another"]);
  }
});

test.each([[undefined], [null], [5], [{}], [["a film"]], ["a film"], [[1, 2]]])(
  "lines of %j are refused by a TypeError",
  async (given) => {
    const lines = readTextLines(given as never, "a.txt");
    await expect(lines.next()).rejects.toThrow(/^readTextLines: expected bytes to be a Uint8Array/);
  },
);

test("plainText leaves nothing that a terminal obeys, and writing of any language as it is", () => {
  expect(plainText("\u001b[31mred\u001b]0;t\u0007\u009b1m\u009d0;t\u009c\u007f\u0000")).toBe(
    "?[31mred?]0;t??1m?0;t???",
  );
  expect(plainText("a\tb\r\nc\rd\ne\u2028f")).toBe("a b c d e f");
  expect(plainText("\u202ereversed\u2066")).toBe("?reversed?");
  const untouched = "می‌خواهم 👩‍👩‍👧 co\u00adop \u200fשלום 한국어";
  expect(plainText(untouched)).toBe(untouched);
  expect(plainLines("a\n\u001bb\r\nc")).toBe("a\n?b \nc");
});

test("words that a joiner holds together or parts are shown as they are, in tables and quotes too", () => {
  for (const word of ["نمی\u200cدانم", "क\u094d\u200dष", "👩\u200d🚀"]) {
    expect([plain(word), plainText(word), quote(word)]).toEqual([word, word, `"${word}"`]);
  }
  expect([plain("\u202eabc\u200b"), quote("\u2066a")]).toEqual(["?abc?", '"?a"']);
});
