import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { encodeWordVectors } from "@rnn/interop";
import { RandomState, type Tensor } from "@rnn/tensor";
import { loadTextClassifier } from "@rnn/text-classifier";
import { describe, expect, test } from "vitest";
import { newFolder } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";

const place = newFolder();
const rows = Array.from({ length: 80 }, (_, i) =>
  i % 2 ? `a good film ${i % 7},good` : `a bad film ${i % 7},bad`,
);
const data = path.join(place, "films.csv");
writeFileSync(data, `text,label\n${rows.join("\n")}\n`);
const words = ["the", "bad", "film", "a", "good"];
const vectors = new RandomState(3).normal(0, 1, [words.length, 100]).astype("float32");

function fileOf(name: string, bytes: Uint8Array | string): string {
  const file = path.join(place, name);
  writeFileSync(file, bytes);
  return file;
}

const text = encodeWordVectors(words, vectors);
const binary = encodeWordVectors(words, vectors, { binary: true });
/** GloVe has no first line of its own. */
const glove = text.subarray(text.indexOf(10) + 1);
const small = ["--data", data, "--units", "2", "--epochs", "1", "--model", "rnn", "--quiet"];

describe("train --vectors", () => {
  test.each([
    ["glove.txt", glove],
    ["fasttext.vec", text],
    ["word2vec.bin", binary],
    ["glove.txt.gz", gzipSync(glove)],
  ])("begins with the rows of %s, to the bit", async (name, bytes) => {
    const file = fileOf(name, bytes);
    const out = path.join(place, `run of ${name}`);
    // At this rate no weight moves in float32.
    const args = ["--vectors", file, "--learning-rate", "1e-30", "--json", "--out", out];
    const { error, stdout } = await runCommand(["train", ...small, ...args]);
    expect(error).toBeUndefined();
    expect(JSON.parse(stdout)).toMatchObject({ vectors: { found: 4, words: 11, numbers: 100 } });
    const { network, vocabulary } = loadTextClassifier(
      readFileSync(path.join(out, "model.safetensors")),
    );
    const { weights }: { weights: Readonly<Record<string, Tensor>> } = network as never;
    const table = weights["embedding.embeddings"];
    for (const word of ["bad", "film", "a", "good"]) {
      const [id, row] = [vocabulary.indexOf(word), words.indexOf(word)];
      expect(table.slice([id, id + 1]).toArray()).toEqual(vectors.slice([row, row + 1]).toArray());
    }
    const readJson = (part: string) =>
      JSON.parse(readFileSync(path.join(out, part), "utf8")) as { config?: unknown };
    expect(readJson("config.json")).toMatchObject({ vectors: file });
    expect(readJson("report.json").config).toMatchObject({ vectors: name, embedding: 100 });
  });

  test("says how many words were found, and warns where they are few", async () => {
    const file = fileOf("few.txt", glove);
    const { stdout } = await runCommand([
      "train",
      ...small.filter((arg) => arg !== "--quiet"),
      "--vectors",
      file,
      "--out",
      path.join(place, "few"),
    ]);
    expect(stdout).toContain(
      "Vectors of 100 numbers for 4 of the 11 words that the network knows, from few.txt.\n",
    );
    const { warnings } = JSON.parse(
      readFileSync(path.join(place, "few", "report.json"), "utf8"),
    ) as {
      warnings: readonly { code: string; message: string }[];
    };
    expect(warnings.find(({ code }) => code === "few-vectors")?.message).toBe(
      "few.txt has vectors of 4 of the 11 words that the network knows. Are they of the language of the texts?",
    );
  });

  test("is resumed to the model that the run would have had, and by no other vectors", async () => {
    const file = fileOf("kept.txt", glove);
    const args = ["train", ...small, "--vectors", file, "--out"];
    const [whole, left] = [path.join(place, "whole"), path.join(place, "left")];
    for (const out of [whole, left]) await runCommand([...args, out]);
    const modelOf = (out: string) => readFileSync(path.join(out, "model.safetensors"));
    const expected = modelOf(whole);
    const { error } = await runCommand(["--resume", left, "--quiet"]);
    expect(error).toBeUndefined();
    expect(modelOf(left).equals(expected)).toBe(true);
    writeFileSync(file, encodeWordVectors(words, vectors.take([1, 0, 2, 3, 4])));
    const other = await runCommand(["--resume", left, "--quiet"]);
    expect(other.error).toMatch(/^--resume: expected a checkpoint of the same texts and options/);
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      "a missing file",
      ["--vectors", path.join(place, "no.txt")],
      /^--vectors: expected a file of vectors that can be read, got ENOENT \(at .*no\.txt\)\.$/,
    ],
    [
      "text that is not vectors",
      ["--vectors", data],
      /^--vectors: expected a word and .* The file is .*films\.csv\.$/,
    ],
    [
      "a damaged .gz",
      ["--vectors", fileOf("cut.gz", gzipSync(glove).subarray(0, 400))],
      /^--vectors: expected a file of vectors that can be read, got a damaged \.gz/,
    ],
    [
      "another --embedding",
      ["--vectors", fileOf("e.txt", glove), "--embedding", "64"],
      /^--vectors: expected --embedding to be 100, .* got 64\. Leave --embedding out\.$/,
    ],
    [
      "--model ngrams",
      ["--vectors", fileOf("n.txt", glove), "--model", "ngrams"],
      /^--vectors: expected --vectors for a network, got model "ngrams"/,
    ],
    [
      "vectors of other words",
      ["--vectors", fileOf("o.txt", "xyz 1 2\nzyx 2 3\n")],
      /^--vectors: expected vectors of some of the \d+ words of these texts, got none of them\. /,
    ],
    [
      "--tokens characters",
      ["--vectors", fileOf("c.txt", "xyz 1 2\n"), "--tokens", "characters"],
      /They are vectors of words: give --tokens words, or leave them out\.$/,
    ],
  ])("names the option for %s", async (_, args, message) => {
    const { error } = await runCommand([
      "train",
      ...small,
      ...args,
      "--out",
      path.join(place, "x"),
    ]);
    expect(error).toMatch(message);
  });

  test("is not for the chapter's network", async () => {
    const { stderr } = await runCommand([
      "train",
      "--data",
      data,
      "--model",
      "chapter",
      "--vectors",
      data,
    ]);
    expect(stderr).toContain("option '--vectors <file>' is not one of the chapter's network");
  });
});
