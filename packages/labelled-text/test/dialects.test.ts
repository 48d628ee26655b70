import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RowScanner } from "../src/delimited/scan-rows.ts";
import { type ReadLabelledTextsOptions, readLabelledTexts, readTexts } from "../src/index.ts";
import { failureOf } from "./text-files.ts";

const lines = (...rows: string[]): string => rows.map((row) => `${row}\n`).join("");

/** Texts and labels of content under a name, and the remarks. */
async function read(name: string, content: string, options?: ReadLabelledTextsOptions) {
  const data = await readLabelledTexts({ name, content }, options);
  const { train, classNames, remarks, skippedRows } = data;
  const rows = train.texts.map((text, i) => [text, classNames[train.labels[i]]]);
  return { rows, remarks, skippedRows, origins: train.origins };
}

function failure(name: string, content: string, options?: ReadLabelledTextsOptions) {
  return failureOf(readLabelledTexts({ name, content }, options));
}

describe("rows of RFC 4180", () => {
  test("are those that csv-parse gives, wherever the text is cut into pieces", () => {
    const field = fc.string({
      unit: fc.constantFrom("a", "ä", ",", ";", '"', "\n", "\r\n", " ", ""),
      maxLength: 6,
    });
    const row = fc.array(field, { minLength: 2, maxLength: 3 });
    const cuts = fc.array(fc.nat(200), { maxLength: 6 });
    const end = fc.constantFrom("\n", "\r\n");
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), cuts, end, (rows, places, lineEnd) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((fields) => fields.map(quote).join(",") + lineEnd).join("");
        const expected: string[][] = parse(text, { relax_column_count: true });
        const found: (readonly string[])[] = [];
        const scanner = new RowScanner(
          { delimiter: ",", escape: '"' },
          (r) => found.push(r.fields),
          {
            longest: Infinity,
          },
        );
        const sorted = [0, ...places.map((at) => at % (text.length + 1)), text.length].sort(
          (a, b) => a - b,
        );
        for (let i = 1; i < sorted.length; i++) scanner.push(text.slice(sorted[i - 1], sorted[i]));
        scanner.end();
        const withLineFeeds = expected.map((fields) =>
          fields.map((value) => value.replaceAll("\r\n", "\n")),
        );
        expect(found).toEqual(withLineFeeds);
      }),
    );
  });

  test("keep the line at which each starts, however a CRLF is cut", () => {
    const text = 'a,b\r\n"x\r\ny",1\r\n\r\nc,2\r\n';
    for (let at = 0; at <= text.length; at++) {
      const found: number[] = [];
      const scanner = new RowScanner({ delimiter: ",", escape: '"' }, (r) => found.push(r.line), {
        longest: Infinity,
      });
      scanner.push(text.slice(0, at));
      scanner.push(text.slice(at));
      scanner.end();
      expect([at, found, scanner.emptyLines]).toEqual([at, [1, 2, 5], 1]);
    }
  });
});

describe("ends of lines inside a text", () => {
  test.each(["\r\n", "\r", "\n"])(
    "written %j are LF, so that a word keeps to itself",
    async (end) => {
      const text = `seen it${end}great${end}`;
      const expected = [
        ["seen it\ngreat\n", "1"],
        ["b", "0"],
      ];
      const csv = `text,label${end}"${text}",1${end}b,0${end}`;
      expect((await read("a.csv", csv)).rows).toEqual(expected);
      const json = lines(JSON.stringify({ text, label: 1 }), '{"text":"b","label":0}');
      expect((await read("a.jsonl", json)).rows).toEqual(expected);
      const files = [
        { name: "0/1.txt", content: "b" },
        { name: "1/1.txt", content: text },
      ];
      expect((await readLabelledTexts(files)).train.texts).toEqual(["b", "seen it\ngreat\n"]);
    },
  );
});

describe("a CR alone", () => {
  test.each([
    ["a.csv", ","],
    ["a.tsv", "\t"],
  ])("in an unquoted text of %s does not end a row where lines end with LF", async (name, d) => {
    for (const text of ["seen\rgreat", 'say "hi\rgreat']) {
      if (name === "a.csv" && text.includes('"')) continue;
      const content = lines(`text${d}label`, `${text}${d}1`, `c${d}0`);
      const found = await read(name, content);
      expect(found.rows[0]).toEqual([text.replace("\r", "\n"), "1"]);
      expect(found.origins[1]).toBe(`${name}:3`);
    }
  });

  test("ends a row where that alone gives each row its fields", async () => {
    const content = "text,label\na,1\rb,0\rc,1\n";
    expect((await read("a.csv", content)).rows).toHaveLength(3);
  });
});

describe("the quotes of a TSV", () => {
  const rows = Array.from({ length: 200 }, (_, i) => ({ text: `film ${i}`, label: i % 2 }));

  test.each([
    ["text", ({ text, label }: (typeof rows)[0]) => `${text}\t${label}`],
    ["label", ({ text, label }: (typeof rows)[0]) => `${label}\t${text}`],
  ])("are characters where lines fit without them, the %s first", async (first, row) => {
    const textOf = (text: string, i: number) =>
      i === 50 ? `"${text}` : i === 150 ? `${text}"` : text;
    const odd = rows.map(({ text, label }, i) => ({ text: textOf(text, i), label }));
    const header = first === "text" ? "text\tlabel" : "label\ttext";
    const found = await read("a.tsv", lines(header, ...odd.map(row)));
    expect(found.rows).toEqual(odd.map(({ text, label }) => [text, String(label)]));
    expect(found.rows[50][0]).toBe('"film 50');
  });

  test("are taken off where every quoted field is a whole one", async () => {
    const content = lines("text\tlabel", '"say ""hi"""\t1', '""\t0', "plain\t1");
    expect((await read("a.tsv", content)).rows.map(([text]) => text)).toEqual([
      'say "hi"',
      "",
      "plain",
    ]);
  });

  test("stay where one field is not whole", async () => {
    const content = lines("text\tlabel", '"whole"\t1', '"Great" film\t0');
    expect((await read("a.tsv", content)).rows.map(([text]) => text)).toEqual([
      '"whole"',
      '"Great" film',
    ]);
  });

  test("may hold tabs and ends of lines, where lines do not fit without them", async () => {
    const content = lines("text\tlabel", '"a\tb"\t1', '"c\nd"\t0');
    expect((await read("a.tsv", content)).rows).toEqual([
      ["a\tb", "1"],
      ["c\nd", "0"],
    ]);
  });

  test("around names of columns are taken off, though texts keep theirs", async () => {
    const content = lines('"text"\t"label"', 'say "hi\t1', '"d\t0');
    expect((await read("a.tsv", content)).rows.map(([text]) => text)).toEqual(['say "hi', '"d']);
  });

  test("that explain nothing leave the error of the line", async () => {
    expect(await failure("a.tsv", lines("text\tlabel", '"a\tb\t1', "d\t0"))).toMatchObject({
      line: 2,
      message: expect.stringContaining("expected 2 fields, as the header has, got 3"),
    });
  });
});

describe("no row vanishes in the quotes of another", () => {
  test.each([",", ";"])("in a CSV with %j", async (d) => {
    const body = Array.from({ length: 20 }, (_, i) => `film ${i}${d}${i % 2}`);
    body[4] = `"${body[4]}`;
    body[9] = `film 9"${d}1`;
    expect(await failure("a.csv", lines(`text${d}label`, ...body))).toMatchObject({
      code: "ERR_RNN_TEXT_FORMAT",
      line: 6,
      message: expect.stringMatching(/lines 6 to 11, which read as rows of their own/),
    });
  });

  test("that also take in a line of another width", async () => {
    for (const [name, d] of [
      ["a.csv", ","],
      ["a.tsv", "\t"],
    ]) {
      const body = Array.from({ length: 20 }, (_, i) => `film ${i}${d}${i % 2}`);
      body[4] = `"${body[4]}`;
      body[6] = "no label";
      body[9] = `film 9"${d}1`;
      expect(await failure(name, lines(`text${d}label`, ...body))).toMatchObject({
        code: "ERR_RNN_TEXT_FORMAT",
      });
    }
  });

  test("whose texts alone are read", async () => {
    const content = lines("id,text", ...Array.from({ length: 9 }, (_, i) => `${i},film ${i}`));
    const stray = content.replace("film 3", '"film 3').replace("film 6", 'film 6"');
    expect(await failureOf(readTexts({ name: "a.csv", content: stray }))).toMatchObject({
      line: 5,
      message: expect.stringContaining("lines 5 to 8"),
    });
  });

  test("but a quoted text over several lines is one text", async () => {
    const content = lines("text,label", '"one, 1', 'two",1', "b,0", '"one,1', 'two",1', '"c",0');
    expect((await read("a.csv", content)).rows.map(([text]) => text)).toEqual([
      "one, 1\ntwo",
      "b",
      "one,1\ntwo",
      "c",
    ]);
  });
});

describe("three stray quotes in a Korean file with semicolons", () => {
  const row = (i: number) => `좋은 영화 ${i};${i % 2 === 0 ? "긍정" : "부정"}`;
  const content = (change: (i: number) => string) =>
    lines("내용;분류", ...Array.from({ length: 30 }, (_, i) => change(i)));

  test("inside texts are an error with the line and what to do", async () => {
    const stray = (i: number) => (i % 10 === 3 ? row(i).replace(" 영화", ' "영화') : row(i));
    expect(await failure("a.csv", content(stray))).toMatchObject({
      code: "ERR_RNN_TEXT_FORMAT",
      line: 5,
      message: expect.stringContaining("Put the field in quotes and double those inside it"),
    });
  });

  test("that take in rows are reported from the first on", async () => {
    const stray = (i: number) => (i === 3 || i === 20 ? `"${row(i)}` : row(i));
    const swallowing = content((i) => (i === 9 ? row(i).replace(";", '";') : stray(i)));
    expect(await failure("a.csv", swallowing)).toMatchObject({
      line: 5,
      message: expect.stringContaining("lines 5 to 11, which read as rows of their own"),
    });
  });

  test("at the start of texts are one too", async () => {
    const stray = (i: number) => (i % 10 === 3 ? `"${row(i)}` : row(i));
    expect(await failure("a.csv", content(stray))).toMatchObject({
      code: "ERR_RNN_TEXT_FORMAT",
      line: 5,
    });
  });

  test("without them the file is read, the positive class second", async () => {
    const { train, classNames } = await readLabelledTexts({ name: "a.csv", content: content(row) });
    expect(classNames).toEqual(["부정", "긍정"]);
    expect([...train.labels.subarray(0, 4)]).toEqual([1, 0, 1, 0]);
  });
});

describe("the delimiter", () => {
  const expected = [
    ["a, b", "1"],
    ["c", "0"],
  ];

  test.each([";", "|", "\t"])("%j is found in a CSV, whose texts hold commas", async (d) => {
    const content = lines(`text${d}label`, `a, b${d}1`, `c${d}0`);
    expect((await read("a.csv", content)).rows).toEqual(expected);
  });

  test("is found by all rows, not by the first line", async () => {
    const content = lines("id;text, or review;label", "1;a, b;1", "2;c;0");
    const options = { textColumn: "text, or review" };
    expect((await read("a.csv", content, options)).rows).toEqual(expected);
  });

  test("of a TSV may be a comma or a semicolon", async () => {
    expect((await read("a.tsv", lines("text,label", '"a, b",1', "c,0"))).rows).toEqual(expected);
    expect((await read("a.tsv", lines("text;label", "a, b;1", "c;0"))).rows).toEqual(expected);
  });

  test("is what a first line sep= says", async () => {
    for (const first of ["sep=;", "SEP=;\r", '"sep=;"']) {
      const found = await read("a.csv", lines(first, "text;label", "a, b;1", "c;0"));
      expect(found.rows).toEqual(expected);
      expect(found.origins).toEqual(["a.csv:3", "a.csv:4"]);
    }
    expect((await read("a.csv", lines("sep=^", "text^label", "a, b^1", "c^0"))).rows).toEqual(
      expected,
    );
  });

  test("is the one given", async () => {
    const content = lines("text~label", "a, b~1", "c~0");
    expect((await read("a.csv", content, { delimiter: "~" })).rows).toEqual(expected);
    for (const delimiter of ["", ";;", '"', "\n"]) {
      await expect(read("a.csv", content, { delimiter })).rejects.toThrow(RangeError);
    }
  });

  test("that cannot be found is named in the error", async () => {
    expect(await failure("a.csv", lines("text~label", "a~1", "b~0"))).toMatchObject({
      code: "ERR_RNN_TEXT_COLUMN",
      message: expect.stringContaining("--delimiter"),
    });
  });

  test("that may be one of two is an error that lists both", async () => {
    const content = lines("text;a|label;b", "x;y|z;1", "x;y|z;0");
    expect(await failure("a.csv", content)).toMatchObject({
      code: "ERR_RNN_TEXT_FORMAT",
      message: expect.stringContaining('got ";" and "|", which all fit'),
    });
  });

  test("in a text that is not quoted is an error that names it", async () => {
    expect(await failure("a.csv", lines("text;label", "a; b;1", "c;0"))).toMatchObject({
      message: expect.stringMatching(/delimiter/),
    });
  });
});

describe("quotes inside fields", () => {
  const content = lines("text,label", String.raw`"say \"hi\", \\ and \n",1`, "b,0");

  test(String.raw`written \" are found where the file is only readable so`, async () => {
    const { rows, remarks } = await read("a.csv", content);
    expect(rows[0]).toEqual([String.raw`say "hi", \ and \n`, "1"]);
    expect(remarks).toEqual(['Quotes inside fields are written \\" here.']);
  });

  test("are by the escape given", async () => {
    expect((await read("a.csv", content, { escape: "\\" })).rows[0][0]).toContain('say "hi"');
    expect(await failure("a.csv", content, { escape: '"' })).toMatchObject({
      line: 2,
      message: expect.stringContaining("--escape"),
    });
    await expect(read("a.csv", content, { escape: "'" as '"' })).rejects.toThrow(RangeError);
  });

  test("doubled beside a backslash are read as RFC 4180 has them", async () => {
    const windows = lines("text,label", String.raw`"C:\dir\",1`, "b,0");
    expect((await read("a.csv", windows)).rows[0][0]).toBe("C:\\dir\\");
  });
});

describe("rows of nothing but delimiters", () => {
  test.each([
    ["a.csv", ","],
    ["a.csv", ";"],
    ["a.tsv", "\t"],
  ])("in %s with %j are skipped and counted", async (name, d) => {
    const content = lines(`text${d}label`, `a${d}1`, d, `b${d}0`, d, d.repeat(5), "", " ");
    const { rows, remarks, skippedRows, origins } = await read(name, content);
    expect(rows).toEqual([
      ["a", "1"],
      ["b", "0"],
    ]);
    expect(origins).toEqual([`${name}:2`, `${name}:4`]);
    expect(skippedRows).toBe(5);
    expect(remarks).toEqual([
      "Skipped 4 rows with nothing in any field (lines 3 to 8).",
      "Skipped 1 empty line.",
    ]);
  });
});

describe("a delimiter at each line's end", () => {
  test("is left out and said where the header has none", async () => {
    const { rows, remarks } = await read("a.csv", lines("text,label", "a,1,", "b,0,"));
    expect(rows).toEqual([
      ["a", "1"],
      ["b", "0"],
    ]);
    expect(remarks).toEqual([
      'Each row ends with a delimiter (",") that the header has not; the empty field after it was left out.',
    ]);
  });

  test("may be several, as spreadsheets write empty columns", async () => {
    const { rows } = await read("a.csv", lines("text;label", "a, b;1;;;", ";;;;", "c;0;;;"));
    expect(rows).toEqual([
      ["a, b", "1"],
      ["c", "0"],
    ]);
  });

  test("is explained where only some lines have it", async () => {
    for (const body of [
      ["a,1", "b,0,"],
      ["a,1,", "b,0"],
    ]) {
      expect(await failure("a.csv", lines("text,label", ...body))).toMatchObject({
        line: 3,
        message: expect.stringMatching(/last one empty/),
      });
    }
    expect(await failure("a.csv", lines("text,label,", "a,1", "b,0"))).toMatchObject({
      line: 2,
      message: expect.stringContaining('The header ends with a delimiter (",")'),
    });
  });
});

describe("a JSON file", () => {
  const rows = [
    { text: 'a, "b" [c] {d}', label: "pos" },
    { text: "e\r\nf", label: "neg" },
  ];
  const expected = [
    ['a, "b" [c] {d}', "pos"],
    ["e\nf", "neg"],
  ];

  test.each([
    ["in one line", JSON.stringify(rows)],
    ["indented", JSON.stringify(rows, null, 2)],
    ["with space around", `\ufeff \n${JSON.stringify(rows)}\n\n`],
  ])("of one array %s is read as rows", async (_, content) => {
    const found = await read("a.json", content);
    expect(found.rows).toEqual(expected);
    expect(found.origins).toEqual(["a.json[0]", "a.json[1]"]);
  });

  test("of an object a line is read as rows, and so is an array under .jsonl", async () => {
    const objects = rows.map((row) => JSON.stringify(row)).join("\n");
    expect((await read("a.json", objects)).rows).toEqual(expected);
    expect((await read("a.jsonl", JSON.stringify(rows))).rows).toEqual(expected);
    const oldMac = objects.replace("\n", "\r\r");
    expect((await read("a.jsonl", oldMac)).origins).toEqual(["a.jsonl:1", "a.jsonl:3"]);
  });

  test.each([
    ["an array cut off", '[{"text":"a","label":1}', "the end of the file"],
    ["text after the array", '[{"text":"a","label":1}] x', "more than one value"],
    [
      "a value that is not an object",
      '[{"text":"a","label":1},\n2]',
      "expected objects in the array",
    ],
    ["a value that is missing", '[{"text":"a","label":1},\n]', "got nothing"],
    ["an object around the rows", '{"data":[{"text":"a","label":1}]}', "as one array of objects"],
    ["an empty array", "[ ]", "expected rows of texts and labels, got none"],
  ])("with %s is refused", async (_, content, words) => {
    expect(await failure("a.json", content)).toMatchObject({
      name: "LabelledTextError",
      message: expect.stringContaining(words),
    });
  });
});
