import { expect, test } from "vitest";
import { readOptions } from "../read-options.ts";

test("without options everything is measured", () => {
  expect(readOptions([])).toEqual({
    quick: false,
    docs: false,
    parts: ["chapter", "layers", "studies"],
    networks: undefined,
    serve: undefined,
  });
});

test("--only leaves the other parts out, --network the other networks", () => {
  const { parts, networks } = readOptions(["--only", "layers", "--network", "09-4"]);
  expect([parts, networks]).toEqual([["layers"], ["09-4"]]);
});

test("--network alone measures networks of layers alone", () => {
  expect(readOptions(["--network", "09-4", "--network", "gru-64"])).toMatchObject({
    parts: ["layers"],
    networks: ["09-4", "gru-64"],
  });
});

test("--serve measures a service of a model, asked for a file's texts", () => {
  const { serve } = readOptions(["--serve", "/runs/a", "--texts", "/a.txt", "--seconds", "5"]);
  expect(serve).toEqual({ model: "/runs/a", texts: "/a.txt", seconds: 5, connections: 10 });
});

test.each([
  [["--serve", "runs/a"], "bench: expected --serve <model> with --texts <file of a text a line>."],
  [
    ["--serve", "a", "--texts", "b", "--seconds", "0"],
    "bench: expected --seconds to be a whole number from 1 on, got 0.",
  ],
  [["--only", "layer"], "bench: expected --only to be one of chapter, layers, studies, got layer."],
  [["--network", "9-4"], /^bench: expected --network to be one of 09-3, 09-4, .+, got 9-4\.$/],
  [
    ["--network", "09-4", "--docs"],
    "bench: expected --network without --docs: it measures part of the networks of layers.",
  ],
  [
    ["--network", "09-4", "--only", "chapter"],
    "bench: expected --network without --only chapter: it measures part of the networks of layers.",
  ],
])("%j is an error that names the option", (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

test("an unknown option is an error", () => {
  expect(() => readOptions(["--fast"])).toThrow("--fast");
});
