import { writeFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LabelledData } from "../src/labelled-data.ts";
import { LabelledTextError } from "../src/labelled-text-error.ts";
import { readLabelledTexts } from "../src/read-labelled-texts.ts";
import { fileOf } from "./text-files.ts";

type Bytes = Buffer<ArrayBuffer>;
type Row = readonly [text: string, label: string];

const separated =
  (delimiter: string) =>
  (rows: readonly Row[]): string =>
    [["id", "text", "label"], ...rows.map((row, i) => [String(i), ...row])]
      .map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(delimiter))
      .map((line) => `${line}\r\n`)
      .join("");
const jsonLines = (rows: readonly Row[]): string =>
  rows.map(([text, label], id) => `${JSON.stringify({ id, text, label })}\n`).join("");

const jsonArray = (rows: readonly Row[]): string =>
  JSON.stringify(
    rows.map(([content, label], id) => ({ id, text: content, label })),
    null,
    1,
  );

const text = fc.string({ unit: "grapheme", maxLength: 30 }).map((s) => s.replaceAll("\0", ""));
/** Rows with both classes. */
const anyRows: fc.Arbitrary<Row[]> = fc
  .array(fc.tuple(text, fc.constantFrom("neg", "pos")), { maxLength: 8 })
  .map((some): Row[] =>
    some.concat([
      ['first, "one"\nwith a line', "pos"],
      ["läst 🎬", "neg"],
    ]),
  );

const position = fc.nat({ max: 2 ** 20 });
/** Ways to damage bytes: flipped, cut off, or a part of them, or of others, put elsewhere. */
const damage: fc.Arbitrary<(bytes: Bytes) => Bytes> = fc.oneof(
  fc.tuple(position, fc.integer({ min: 1, max: 255 })).map(([at, mask]) => (bytes: Bytes) => {
    const flipped = Buffer.from(bytes);
    if (flipped.length > 0) flipped[at % flipped.length] ^= mask;
    return flipped;
  }),
  position.map((at) => (bytes: Bytes) => bytes.subarray(0, at % (bytes.length + 1))),
  fc.tuple(position, position, position).map(([from, to, at]) => (bytes: Bytes) => {
    const [a, b, c] = [from, to, at].map((place) => place % (bytes.length + 1));
    return Buffer.concat([
      bytes.subarray(0, c),
      bytes.subarray(Math.min(a, b), Math.max(a, b)),
      bytes.subarray(c),
    ]);
  }),
  fc
    .tuple(
      position,
      fc.constantFrom(
        '"',
        ",",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "{",
        "}",
        "[1]",
        "null",
        "\\",
        "\\u0000",
        "\ufeff",
      ),
    )
    .map(([at, piece]) => (bytes: Bytes) => {
      const c = at % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, c), Buffer.from(piece), bytes.subarray(c)]);
    }),
);

function checkError({ message, location }: LabelledTextError, file: string): void {
  expect(message).toMatch(/^readLabelledTexts: expected .+, got .+ \(in .+\)\./s);
  expect(location).toBe(file);
}

function checkResult({ train, test: none, classNames }: LabelledData): void {
  expect(none).toBeUndefined();
  expect(train.labels).toHaveLength(train.texts.length);
  expect(train.origins).toHaveLength(train.texts.length);
  expect(new Set(train.origins).size).toBe(train.origins.length);
  // Damage may make a class more: each name has texts.
  expect(classNames.length).toBeGreaterThanOrEqual(2);
  expect(new Set(train.labels)).toEqual(new Set(classNames.keys()));
  expect(classNames.length > 2 || classNames[0] < classNames[1]).toBe(true);
  expect(new Set(classNames).size).toBe(classNames.length);
  for (const [i, name] of [...train.texts, ...classNames].entries()) {
    expect([i, typeof name, name.includes("\0")]).toEqual([i, "string", false]);
  }
}

const damages = fc.array(damage, { minLength: 1, maxLength: 3 });

describe.each([
  ["csv", separated(",")],
  ["tsv", separated("\t")],
  ["jsonl", jsonLines],
  ["json", jsonArray],
] as const)("a .%s file", (kind, write) => {
  const file = fileOf(`fuzz.${kind}`, "");

  test("gives back what was written", async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, async (written) => {
        writeFileSync(file, write(written));
        const { train, classNames } = await readLabelledTexts(file);
        expect(train.texts).toEqual(written.map((row) => row[0]));
        expect(Array.from(train.labels, (label) => classNames[label])).toEqual(
          written.map((row) => row[1]),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("with any bytes wrong gives a valid result or a LabelledTextError, and no other", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyRows, damages, async (written, harms) => {
        let bytes: Bytes = Buffer.from(write(written));
        for (const harm of harms) bytes = harm(bytes);
        writeFileSync(file, bytes);
        const result = await readLabelledTexts(file).catch((error: unknown) => error);
        if (result instanceof LabelledTextError) {
          seen.add(result.code);
          checkError(result, file);
        } else {
          // Any other error has none of a result's fields, and so fails here.
          seen.add("valid");
          checkResult(result as LabelledData);
        }
      }),
      { numRuns: 600 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        "valid",
        "ERR_RNN_TEXT_FORMAT",
        "ERR_RNN_TEXT_ENCODING",
        "ERR_RNN_TEXT_COLUMN",
      ]),
    );
  });
});

describe("a TSV of any texts in lines", () => {
  const line = fc.string({
    unit: fc.constantFrom('"', "a", "b", " ", ",", "\\", "'"),
    maxLength: 8,
  });

  test("loses no row: those read and those skipped are its lines", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 2, maxLength: 30 }), async (texts) => {
        const rows = texts.map((content, i) => `${content}\t${i % 2}`);
        const content = ["text\tlabel", ...rows, "\t", ""].join("\n");
        const { train, skippedRows } = await readLabelledTexts({ name: "a.tsv", content });
        expect(train.texts.length + skippedRows).toBe(texts.length + 1);
      }),
    );
  });
});
