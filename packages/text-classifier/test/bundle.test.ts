import { bundle } from "@rnn/testing/bundle";
import { afterAll, describe, expect, test } from "vitest";

const bundled = await bundle(new URL("classify-program.ts", import.meta.url));
afterAll(() => bundled.remove());
const modules = bundled.modules.map((path) => path.replaceAll("\\", "/"));

/** The names of what is named by the pattern's first group, each once. */
const findNames = (pattern: RegExp): string[] => [
  ...new Set(modules.flatMap((path) => pattern.exec(path)?.[1] ?? [])),
];

describe("a page that loads a TextClassifier", () => {
  test("gets no library beside these packages: no mathjs, no reader of archives, no HDF5", () => {
    expect(findNames(/.*\/node_modules\/((?:@[\w-]+\/)?[\w.-]+)\//)).toEqual([]);
  });

  test("gets the packages that a classifier is made of, and none for other work", () => {
    expect(findNames(/\/packages\/([\w-]+)\//).toSorted()).toEqual([
      "model",
      "preprocess",
      "tensor",
      "text-classifier",
    ]);
  });

  test("gets nothing that trains a classifier, writes ONNX or reads what a classifier is not kept in", () => {
    const unused = /\/(?:training|onnx|node)(?:\/|\.)|\/(?:npy|npz|zip|random-state|evaluate)\./;
    expect(modules.filter((path) => unused.test(path))).toEqual([]);
    expect(modules.filter((path) => path.endsWith("/text-classifier.ts"))).toHaveLength(1);
  });
});
