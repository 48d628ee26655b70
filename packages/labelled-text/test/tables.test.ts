import path from "node:path";
import { describe, expect, test } from "vitest";
import { maxTextBytes } from "../src/labelled-data.ts";
import { LabelledTextError } from "../src/labelled-text-error.ts";
import { type ReadLabelledTextsOptions, readLabelledTexts } from "../src/read-labelled-texts.ts";
import { failureOf, fileOf } from "./text-files.ts";

/** A text of each class, its label and where it is, of a file with this content. */
async function rowsOf(
  name: string,
  content: string | Uint8Array,
  options?: ReadLabelledTextsOptions,
): Promise<[text: string, className: string, origin: string][]> {
  const { train, classNames } = await readLabelledTexts(fileOf(name, content), options);
  return train.texts.map((text, i) => [text, classNames[train.labels[i]], train.origins[i]]);
}

/** What reading a file with this content fails with. */
function failure(
  name: string,
  content: string | Uint8Array,
  options?: ReadLabelledTextsOptions,
): Promise<unknown> {
  return failureOf(readLabelledTexts(fileOf(name, content), options));
}

const lines = (...rows: string[]): string => rows.map((row) => `${row}\n`).join("");
const format = "ERR_RNN_TEXT_FORMAT";
const column = "ERR_RNN_TEXT_COLUMN";
const classes = "ERR_RNN_TEXT_CLASSES";
const encoding = "ERR_RNN_TEXT_ENCODING";

describe("a CSV file", () => {
  test("gives texts, labels, and the line at which each row starts", async () => {
    const data = await readLabelledTexts(fileOf("a.csv", lines("text,label", "good,1", "bad,0")));
    expect(data.train).toEqual({
      texts: ["good", "bad"],
      labels: Uint8Array.of(1, 0),
      origins: ["a.csv:2", "a.csv:3"],
    });
    expect(data.test).toBeUndefined();
    expect(data.classNames).toEqual(["0", "1"]);
    expect(data.description).toBe('a.csv, texts in "text", labels in "label"');
    expect(data.remarks).toEqual([]);
  });

  test.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("may have lines that end with %s, in quotes too, and empty ones", async (_, end) => {
    const content = ["text,label", '"a', "", 'b",1', "", '"say ""hi"", x",0', "c,1"].join(end);
    expect(await rowsOf("a.csv", content)).toEqual([
      ["a\n\nb", "1", "a.csv:2"],
      ['say "hi", x', "0", "a.csv:6"],
      ["c", "1", "a.csv:7"],
    ]);
  });

  test("may mix the ends of lines", async () => {
    expect(await rowsOf("a.csv", "text,label\r\na,1\nb,0\r\n")).toEqual([
      ["a", "1", "a.csv:2"],
      ["b", "0", "a.csv:3"],
    ]);
  });

  test("may start with a byte order mark, before a quoted name too", async () => {
    const content = '\ufeff"text","label"\nä🎬,1\nb,0';
    expect((await rowsOf("a.csv", content))[0]).toEqual(["ä🎬", "1", "a.csv:2"]);
  });

  test("keeps texts as they are and empty ones, and trims labels and names", async () => {
    const content = lines(" text , label ", "  a  , x ", ",y", '"", x');
    expect(await rowsOf("a.csv", content)).toEqual([
      ["  a  ", "x", "a.csv:2"],
      ["", "y", "a.csv:3"],
      ["", "x", "a.csv:4"],
    ]);
  });

  test("is known by its ending in any case; a TSV has tabs between fields", async () => {
    expect(await rowsOf("A.CSV", lines("text,label", "a,1", "b,0"))).toHaveLength(2);
    const rows = await rowsOf("a.tsv", lines("label\ttext", '1\t"a\tb"', "0\tc, d"));
    expect(rows.map(([text]) => text)).toEqual(["a\tb", "c, d"]);
  });

  test("gives texts of ten million letters, and refuses rows of more than 64 MiB", async () => {
    const long = "word ".repeat(2_000_000);
    const rows = await rowsOf("a.csv", lines("text,label", `"${long}",1`, "b,0"));
    expect(rows[0][0] === long).toBe(true);
    expect(rows[1]).toEqual(["b", "0", "a.csv:3"]);
    const endless = Buffer.alloc(maxTextBytes + 100_000, "a");
    endless.write('text,label\nb,0\n"');
    expect(await failure("a.csv", endless)).toMatchObject({
      code: format,
      line: 3,
      message: expect.stringContaining("Look for a quote that is not closed."),
    });
  });

  test.each([
    ["more fields than the header", lines("text,label", "a,1", "b, c,0"), 3, "2 fields"],
    ["fewer fields", lines("text,label", "a,1", "b"), 3, "2 fields, as the header has, got 1"],
    [
      "a quote inside a field",
      lines("text,label", "", 'a "b" c,0'),
      3,
      "If it is a slip, remove it.",
    ],
    ["letters after a quote", lines("text,label", '"a" b,0'), 2, "double those inside"],
    ["a quote that is not closed", 'text,label\r\n"a\r\nb",1\r\n"c,0\r\n', 4, "a closing quote"],
    ["a row without a label", lines("text,label", "a,1", '"b\nc", '), 3, "a label in each row"],
  ])("with %s is refused, with its line", async (_, content, line, words) => {
    expect(await failure("a.csv", content)).toMatchObject({
      name: "LabelledTextError",
      code: format,
      line,
      location: expect.stringMatching(/a\.csv$/),
      message: expect.stringContaining(words),
    });
  });

  test("with rows without a label is refused, with how many there are and the first of them", async () => {
    const content = lines("text,label", "a,1", "b,", "c,0", "d, ", ",");
    expect(await failure("a.csv", content)).toMatchObject({
      code: format,
      line: 3,
      message: expect.stringMatching(
        /expected a label in each row, got none in 2 of 4 \(in .*a\.csv:3\)\. Give each row a label/,
      ),
    });
  });

  test("with a text that goes on in the next line without quotes is refused with what to do", async () => {
    const content = lines("id,text,label", "1,a film,1", "2,a dull", "one,0");
    expect(await failure("a.csv", content)).toMatchObject({
      line: 3,
      message: expect.stringMatching(
        /got 2 .*Put a text that holds line breaks in quotes, or name another delimiter: --delimiter\.$/,
      ),
    });
  });

  test("whose first row is a title is refused with where the names must be", async () => {
    const content = lines("Customer mails,,", "id,body,topic", "1,a film,1");
    const error = readLabelledTexts({ name: "a.csv", content }, { textColumn: "body" });
    await expect(error).rejects.toThrow(
      'expected the column "body", got the columns "Customer mails", "", "" (in a.csv:1). ' +
        "Give --text-column one that is there. The first row must hold the columns' names.",
    );
  });

  test("without a header, or without rows, is refused", async () => {
    for (const content of ["", "\n\n", "\ufeff"]) {
      expect(await failure("a.csv", content)).toMatchObject({
        code: format,
        message: expect.stringContaining("got an empty file"),
      });
    }
    expect(await failure("a.csv", "text,label\n")).toMatchObject({
      code: format,
      message: expect.stringContaining("expected rows of texts and labels, got none"),
    });
  });
});

describe("a JSON Lines file", () => {
  test("gives an object a line, its labels strings, numbers or booleans", async () => {
    const content = '\ufeff{"text":"a\\nb","label":true}\r\n\n{"label":"false","text":"","n":[1]}';
    expect(await rowsOf("a.jsonl", content)).toEqual([
      ["a\nb", "true", "a.jsonl:1"],
      ["", "false", "a.jsonl:3"],
    ]);
    const numbers = lines('{"sentence":"a","y":1}', '{"sentence":"b","y":"0"}');
    const { classNames } = await readLabelledTexts(fileOf("a.ndjson", numbers));
    expect(classNames).toEqual(["0", "1"]);
  });

  test("gives texts of ten million letters, and refuses lines of more than 64 MiB", async () => {
    const long = "wörd ".repeat(2_000_000);
    const rows = await rowsOf(
      "a.jsonl",
      lines('{"text":"a","label":0}', JSON.stringify({ text: long, label: 1 })),
    );
    expect(rows[1][0] === long).toBe(true);
    const endless = Buffer.alloc(maxTextBytes + 100_000, " ");
    endless.write("\n{");
    expect(await failure("a.jsonl", endless)).toMatchObject({ code: format, line: 2 });
  });

  test.each([
    ["a line that is not valid JSON", "{'text'", "a JSON object a line"],
    ["a line cut off", '{"text":"a","lab', "a JSON object a line"],
    ["a list", '["a",1]', "a JSON object a line"],
    ["null", "null", "a JSON object a line"],
    ["a text", '"a"', "a JSON object a line"],
    ["a text that is a number", '{"text":1,"label":1}', 'a string as "text", got 1'],
    ["a text that is null", '{"text":null,"label":1}', 'a string as "text", got null'],
    ["a text that is a list", '{"text":["a"],"label":1}', 'a string as "text", got a list'],
    ["no text", '{"label":1}', 'a string as "text", got none'],
    ["no label", '{"text":"b"}', "a label in each row, got none"],
    ["a label that is null", '{"text":"b","label":null}', "a label in each row, got none"],
    ["a label that is empty", '{"text":"b","label":" "}', "a label in each row, got none"],
    ["a label that is an object", '{"text":"b","label":{}}', "got an object"],
  ])("with %s is refused, with its line", async (_, row, words) => {
    expect(await failure("a.jsonl", lines('{"text":"a","label":1}', "", row))).toMatchObject({
      code: format,
      line: 3,
      message: expect.stringContaining(words),
    });
  });

  test("takes no field from the prototype", async () => {
    const options = { textColumn: "text", labelColumn: "constructor" };
    const rows = lines('{"text":"a","constructor":"x"}', '{"text":"b"}');
    expect(await failure("a.jsonl", rows, options)).toMatchObject({ code: format, line: 2 });
  });

  test("without rows is refused", async () => {
    for (const content of ["", "\n \n"]) {
      expect(await failure("a.jsonl", content)).toMatchObject({ code: format });
    }
  });
});

describe("the columns", () => {
  test.each([
    ["review,sentiment", "review", "sentiment"],
    ["Sentence,CLASS", "Sentence", "CLASS"],
    ["comment,category", "comment", "category"],
    ["content,target", "content", "target"],
    ["content,y", "content", "y"],
    ["review,sentiment,text,label", "text", "label"],
    ["id,label,review", "review", "label"],
  ])("of %s are found", async (header, text, label) => {
    const row = (value: string) => header.replaceAll(/[^,]+/g, value);
    const { description } = await readLabelledTexts(
      fileOf("a.csv", lines(header, row("0"), row("1"))),
    );
    expect(description).toBe(`a.csv, texts in "${text}", labels in "${label}"`);
  });

  test("are those named, whatever else there is; the other one is found", async () => {
    const content = lines("text,label,words,good", "a,b,c,1", "d,e,f,0");
    const both = { textColumn: "words", labelColumn: "good" };
    expect((await rowsOf("a.csv", content, both))[0]).toEqual(["c", "1", "a.csv:2"]);
    expect(
      (await rowsOf("a.csv", content, { textColumn: "label", labelColumn: "good" }))[1],
    ).toEqual(["e", "0", "a.csv:3"]);
    expect(await rowsOf("a.csv", content, { labelColumn: "text" }).catch(String)).toContain(
      'expected a column of texts (text, review, sentence, comment, content), got the columns "text", "label"',
    );
  });

  test.each<[string, string, ReadLabelledTextsOptions, string]>([
    ["no text", "word,note,label", {}, 'got the columns "word", "note", "label" (in '],
    ["no text", "word,note,label", {}, "Name it: --text-column."],
    ["no label", "text,word,note", {}, "Name it: --label-column."],
    ["two that may be texts", "review,comment,label", {}, 'not "review", "comment"'],
    ["two that may be labels", "text,class,y", {}, "Name the one to read: --label-column."],
    ["two of a name", "text,text,label", {}, "Give each column a name of its own."],
    ["a name that is not there", "text,label", { textColumn: "txt" }, 'the column "txt"'],
    ["one for both", "text,label", { labelColumn: "text", textColumn: "text" }, "two different"],
    [
      "a first row that is data",
      "Great film!,pos",
      {},
      "The first row must hold the columns' names",
    ],
  ])("with %s are an error that lists them and names the option", async (_, header, o, words) => {
    expect(
      await failure("a.csv", lines(header, header.replaceAll(/[^,]+/g, "a")), o),
    ).toMatchObject({
      code: column,
      line: 1,
      message: expect.stringContaining(words),
    });
  });

  test("that are not read may have any names, twice too", async () => {
    const content = lines(",,text,label,x,x", "1,2,a,0,,", "3,4,b,1,,");
    expect(await rowsOf("a.csv", content)).toHaveLength(2);
  });

  test("are listed short, without anything a terminal obeys", async () => {
    const header = `\u001b[31mred,${"x".repeat(500)},${Array.from({ length: 30 }, (_, i) => `c${i}`).join(",")}`;
    const { message } = (await failure("a.csv", lines(header))) as Error;
    expect(message).not.toContain("\u001b");
    expect(message).toContain(`"${"x".repeat(40)}..."`);
    expect(message).toContain('"c9" and 20 more');
  });
});

describe("the labels", () => {
  test.each([
    [
      ["1", "0"],
      ["0", "1"],
    ],
    [
      ["pos", "neg"],
      ["neg", "pos"],
    ],
    [
      ["positive", "negative"],
      ["negative", "positive"],
    ],
    [
      ["true", "false"],
      ["false", "true"],
    ],
    [
      ["spam", "ham"],
      ["ham", "spam"],
    ],
    [
      ["1", "-1"],
      ["-1", "1"],
    ],
    [
      ["ä", "z"],
      ["z", "ä"],
    ],
  ])("%j become classes in string order, whichever comes first", async ([a, b], sorted) => {
    for (const [first, second] of [
      [a, b],
      [b, a],
    ]) {
      const content = lines("text,label", `x,${first}`, `y,${second}`, `z,${first}`);
      const { train, classNames } = await readLabelledTexts(fileOf("a.csv", content));
      expect(classNames).toEqual(sorted);
      expect(Array.from(train.labels, (label) => classNames[label])).toEqual([
        first,
        second,
        first,
      ]);
    }
  });

  test("of one value are an error with its count", async () => {
    expect(await failure("a.csv", lines("text,label", "a,x", "b,x"))).toMatchObject({
      code: classes,
      message: expect.stringContaining('expected two classes or more, got 1: "x" (2)'),
    });
  });

  test("that are nearly all different are an error with the most frequent ones", async () => {
    const letters = "abcdefghijklmnopqrstuvwwxyz".split("");
    const rows = lines("text,label", ...letters.map((label) => `t,${label}`));
    expect(await failure("a.csv", rows)).toMatchObject({
      code: classes,
      message: expect.stringContaining(
        'expected classes of several texts each, fewer than half of the 27 rows, got 26: "w" (2), "a" (1), ' +
          '"b" (1), "c" (1), "d" (1), ... (in ',
      ),
    });
  });

  test("of a column that holds none end the reading early", async () => {
    const many = Array.from({ length: 12_000 }, (_, i) => `a,text ${i}`);
    // What comes later is not looked at any more.
    const content = lines("text,label", ...many) + '"';
    expect(await failure("a.csv", content)).toMatchObject({
      code: classes,
      message: expect.stringContaining("expected at most 10000 classes, got 10001: "),
    });
  });
});

describe("the bytes", () => {
  const bytes = (...parts: (string | number)[]): Buffer =>
    Buffer.concat(parts.map((part) => Buffer.from(typeof part === "string" ? part : [part])));

  test.each<[string, Buffer, number, string]>([
    ["Latin-1", bytes("text,label\na,1\ncaf", 0xe9, ",0\n"), 3, "the byte 0xe9 at offset 18"],
    ["a surrogate", bytes("text,label\n", 0xed, 0xa0, 0x80, ",0\n"), 2, "0xed at offset 11"],
    ["an overlong form", bytes("text,label\n", 0xc0, 0x80, ",0\n"), 2, "0xc0 at offset 11"],
    ["half a letter at the end", bytes("text,label\na,", 0xf0, 0x9f), 2, "0xf0 at offset 13"],
    ["a NUL", bytes("text,label\na\0b,1\n"), 2, "the byte 0x00 at offset 12"],
    ["a gzip file", bytes(0x1f, 0x8b, 8, 0, 0), 1, "compressed by gzip: unpack it"],
    [
      "a workbook",
      bytes("PK", 3, 4, 20, 0, 6, 0),
      1,
      "workbook: unpack it, or save the sheet as CSV",
    ],
    ["a picture", bytes(0xff, 0xd8, 0xff, 0xe0), 1, "a picture, not a text: leave it out"],
    ["Latin-1 from its first letter on", bytes(0xff, "text\n"), 1, "it is in another encoding"],
    ["a Parquet file", bytes("PAR1", 0x15, 0, 0xff), 1, "convert it to CSV or JSON"],
    ["UTF-16", Buffer.from("\ufefftext,label\n", "utf16le"), 1, "give --encoding utf-16le."],
    ["UTF-16 without a mark", Buffer.from("text,label\n", "utf16le"), 1, "--encoding utf-16le."],
    ["UTF-16 of the other order", bytes(0xfe, 0xff, 0, 0x74), 1, "give --encoding utf-16be."],
    ["the same without a mark", bytes(0, 0x74, 0, 0x65), 1, "give --encoding utf-16be."],
    ["UTF-16 that begins with é", bytes(0xe9, 0, 0x74, 0), 1, "give --encoding utf-16le."],
  ])("of %s are refused, with line and offset", async (_, content, line, words) => {
    expect(await failure("a.csv", content)).toMatchObject({
      code: encoding,
      line,
      message: expect.stringContaining(words),
    });
  });

  test("of JSON Lines are checked alike", async () => {
    const row = bytes('{"text":"a","label":1}\n');
    for (const wrong of [0xff, 0]) {
      const rows = bytes(row.toString(), '{"text":"', wrong, '","label":1}');
      expect(await failure("a.jsonl", rows)).toMatchObject({ code: encoding, line: 2 });
    }
  });

  test("may be cut into chunks inside a letter", async () => {
    const text = "🎬".repeat(40_000);
    const rows = await rowsOf("a.csv", lines("text,label", `x${text},0`, `xy${text},1`));
    expect(rows.map((row) => row[0])).toEqual([`x${text}`, `xy${text}`]);
  });

  test("wrong in a late chunk are reported with their place in the file", async () => {
    const row = "word word word,1\n";
    const before = `text,label\n${row.repeat(20_000)}`;
    expect(await failure("a.csv", bytes(before, "ab", 0xff, ",0\n"))).toMatchObject({
      code: encoding,
      line: 20_002,
      message: expect.stringContaining(`offset ${before.length + 2}`),
    });
  });

  test("of NUL are refused as an escape in JSON too", async () => {
    for (const row of ['{"text":"a\\u0000","label":1}', '{"text":"a","label":"\\u0000"}']) {
      expect(await failure("a.jsonl", row)).toMatchObject({ code: encoding, line: 1 });
    }
  });
});

describe("readLabelledTexts", () => {
  test("reports what it cannot find or read", async () => {
    const nowhere = path.join(path.dirname(fileOf("a.csv", "")), "none.csv");
    expect(await failureOf(readLabelledTexts(nowhere))).toMatchObject({
      code: "ERR_RNN_TEXT_NOT_FOUND",
      location: nowhere,
      message: `readLabelledTexts: expected a file or folder that can be read, got none (in ${nowhere}). Check the path and its permissions.`,
      cause: { code: "ENOENT" },
    });
  });

  test.each(["a.txt", "a.xlsx", "a.csv.gz", "noending"])("refuses %s by its name", async (name) => {
    expect(await failure(name, "text,label\n")).toMatchObject({
      code: format,
      message: expect.stringContaining(".csv, .tsv, .json, .jsonl or .ndjson, or a folder"),
    });
  });

  test("refuses wrong arguments with a TypeError", async () => {
    const file = fileOf("a.csv", lines("text,label", "a,1", "b,0"));
    await expect(readLabelledTexts(1 as never)).rejects.toThrow(TypeError);
    await expect(readLabelledTexts(file, { text_column: "a" } as never)).rejects.toThrow(
      "Did you mean textColumn?",
    );
    await expect(readLabelledTexts(file, { labelColumn: 1 } as never)).rejects.toThrow(TypeError);
  });

  test.each(["csv", "jsonl"])("ends with the signal's own reason within %s", async (kind) => {
    const row = kind === "csv" ? "a a a,1\n" : '{"text":"a","label":1}\n';
    const head = kind === "csv" ? "text,label\n" : "";
    const file = fileOf(`a.${kind}`, head + row.repeat(500_000));
    for (const reason of [new Error("enough"), "text"]) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 10);
      const ended = await failureOf(readLabelledTexts(file, { signal: controller.signal }));
      expect(ended).toBe(reason);
      expect(await failureOf(readLabelledTexts(file, { signal: controller.signal }))).toBe(reason);
    }
  });

  test("lets other work continue while it reads", async () => {
    const file = fileOf("a.csv", `text,label\n${"some words,1\nothers,0\n".repeat(40_000)}`);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await readLabelledTexts(file);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });

  test("throws its own class", async () => {
    expect(await failure("a.csv", "")).toBeInstanceOf(LabelledTextError);
  });
});
