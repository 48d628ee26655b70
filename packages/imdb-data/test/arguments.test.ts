import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Signature, testArguments } from "@rnn/testing/test-arguments";
import { afterAll } from "vitest";
import * as imdbData from "../src/index.ts";
import { arrayOf, list } from "./pickle-bytes.ts";
import { tinyArchive } from "./tiny-archive.ts";
import { tinyNpz } from "./tiny-npz.ts";

const folder = mkdtempSync(join(tmpdir(), "rnn-arguments-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const npz = fileOf("tiny.npz", tinyNpz([[1, 2], [3]], [[1], [2]]));
const archive = fileOf("tiny.tar.gz", tinyArchive());
const index = fileOf("index.json", '{"the": 1}');
const nothing = [null, undefined];

/** What is not a value of each kind. */
const wrongValues = {
  whole: [null, "5", [5], {}, true, 5n],
  wholeOrNull: ["5", [5], {}, true, 5n],
  string: [null, 3, ["a"], true],
  boolean: [null, 0, 1, "true"],
  path: [null, 3, ["a"], {}],
  signal: [null, 3, true, {}, new AbortController()],
  function: [null, 3, "x", {}],
  text: [...nothing, 3, ["a"], {}],
  ids: [...nothing, 3, "12", {}, ["1"], [null]],
  wordIndex: [...nothing, 3, "the", {}, { the: 1 }, [["the", 1]]],
  bytes: [...nothing, 3, "x", [1], {}, new Float32Array(1)],
};

const reviewOptions = {
  numWords: "wholeOrNull",
  skipTop: "whole",
  maxlen: "wholeOrNull",
  seed: "whole",
  startChar: "wholeOrNull",
  oovChar: "wholeOrNull",
  indexFrom: "whole",
} as const;
const listeners = { signal: "signal", onProgress: "function" } as const;
const sourceOptions = {
  ...listeners,
  source: "string",
  path: "path",
  baseUrl: "path",
} as const;

const signatures: Record<string, Signature<keyof typeof wrongValues>> = {
  loadData: {
    valid: [],
    needed: { path: npz, size: null },
    options: { ...reviewOptions, ...sourceOptions, size: "wholeOrNull" },
  },
  getWordIndex: { valid: [], needed: { path: index }, options: sourceOptions },
  loadStanfordReviews: {
    valid: [],
    needed: { path: archive, size: null },
    options: { ...listeners, path: "path", size: "wholeOrNull" },
  },
  syntheticReviews: {
    valid: [],
    needed: { size: 2 },
    options: { ...reviewOptions, size: "whole" },
  },
  decodeReview: {
    valid: [[1, 4], new Map([["the", 1]])],
    parameters: [
      ["ids", "ids"],
      ["wordIndex", "wordIndex"],
    ],
    options: { indexFrom: "whole" },
  },
  encodeReview: {
    valid: ["The", new Map([["the", 1]])],
    parameters: [
      ["text", "text"],
      ["wordIndex", "wordIndex"],
    ],
    options: {
      numWords: "wholeOrNull",
      skipTop: "whole",
      startChar: "wholeOrNull",
      oovChar: "wholeOrNull",
      indexFrom: "whole",
    },
  },
  decodePickledLists: { valid: [arrayOf([list([1])])], parameters: [["bytes", "bytes"]] },
};

// Errors are made by the package itself.
testArguments({ exports: imdbData, signatures, wrongValues, exempt: /^DatasetError$/ });
