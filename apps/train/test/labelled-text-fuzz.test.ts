import { writeFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LabelledTextError } from "../src/labelled-text/labelled-text-error.ts";
import { readLabelledTexts } from "../src/labelled-text/read-labelled-texts.ts";
import { fileOf } from "./labelled-text-files.ts";

type Row = readonly [text: string, label: string];

const csv = (rows: readonly Row[]): string =>
  ["text,label", ...rows.map((row) => row.map((f) => `"${f.replaceAll('"', '""')}"`).join(","))]
    .map((row) => `${row}\r\n`)
    .join("");
const jsonLines = (rows: readonly Row[]): string =>
  rows.map(([text, label]) => `${JSON.stringify({ text, label })}\n`).join("");

const text = fc.string({ unit: "grapheme", maxLength: 30 }).map((s) => s.replaceAll("\0", ""));
/** Rows with both classes. */
const rows: fc.Arbitrary<Row[]> = fc
  .array(fc.tuple(text, fc.constantFrom("neg", "pos")), { maxLength: 8 })
  .map((some) => [['first, "one"\nwith a line', "pos"], ...some, ["läst 🎬", "neg"]]);

const position = fc.nat({ max: 2 ** 20 });
/** Ways to damage bytes: flipped, cut off, or a part of them, or of others, put elsewhere. */
const damage: fc.Arbitrary<(bytes: Buffer) => Buffer> = fc.oneof(
  fc.tuple(position, fc.integer({ min: 1, max: 255 })).map(([at, mask]) => (bytes: Buffer) => {
    const flipped = Buffer.from(bytes);
    if (flipped.length > 0) flipped[at % flipped.length] ^= mask;
    return flipped;
  }),
  position.map((at) => (bytes: Buffer) => bytes.subarray(0, at % (bytes.length + 1))),
  fc.tuple(position, position, position).map(([from, to, at]) => (bytes: Buffer) => {
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
    .map(([at, piece]) => (bytes: Buffer) => {
      const c = at % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, c), Buffer.from(piece), bytes.subarray(c)]);
    }),
);
const damages = fc.array(damage, { minLength: 1, maxLength: 3 });

describe.each([
  ["csv", csv],
  ["tsv", (all: readonly Row[]) => csv(all).replaceAll('","', '"\t"').replace("text,", "text\t")],
  ["jsonl", jsonLines],
] as const)("a .%s file", (kind, write) => {
  const file = fileOf(`fuzz.${kind}`, "");

  test("gives back what was written", async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        // A quoted field of the TSV could hold what separates two fields of the CSV.
        fc.pre(kind !== "tsv" || !written.some((row) => row[0].includes('","')));
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
      fc.asyncProperty(rows, damages, async (written, harms) => {
        writeFileSync(
          file,
          harms.reduce((bytes, harm) => harm(bytes), Buffer.from(write(written))),
        );
        try {
          const { train, test: none, classNames, fingerprint } = await readLabelledTexts(file);
          seen.add("valid");
          expect(none).toBeUndefined();
          expect(train.labels).toHaveLength(train.texts.length);
          expect(train.origins).toHaveLength(train.texts.length);
          expect(new Set(train.origins).size).toBe(train.origins.length);
          expect(new Set(train.labels)).toEqual(new Set([0, 1]));
          expect(classNames[0] < classNames[1]).toBe(true);
          expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
          for (const [i, name] of [...train.texts, ...classNames].entries()) {
            expect([i, typeof name, name.includes("\0")]).toEqual([i, "string", false]);
          }
        } catch (error) {
          if (!(error instanceof LabelledTextError)) throw error;
          seen.add(error.code);
          expect(error.message).toMatch(/^readLabelledTexts: expected .+, got .+ \(in .+\)\./s);
          expect(error.location).toBe(file);
        }
      }),
      { numRuns: 600 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        "valid",
        "ERR_RNN_TEXT_FORMAT",
        "ERR_RNN_TEXT_CLASSES",
        "ERR_RNN_TEXT_ENCODING",
        "ERR_RNN_TEXT_COLUMN",
      ]),
    );
  });
});
