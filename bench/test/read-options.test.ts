import { expect, test } from "vitest";
import { readOptions } from "../read-options.ts";

test("without options everything is measured", () => {
  expect(readOptions([])).toEqual({
    quick: false,
    docs: false,
    parts: ["chapter", "layers"],
    networks: undefined,
  });
});

test("--only leaves the other part out, --network the other networks", () => {
  const { parts, networks } = readOptions(["--only", "layers", "--network", "09-4"]);
  expect([parts, networks]).toEqual([["layers"], ["09-4"]]);
});

test.each([
  [["--only", "layer"], "bench: expected --only to be one of chapter, layers, got layer."],
  [["--network", "9-4"], /^bench: expected --network to be one of 09-3, 09-4, .+, got 9-4\.$/],
])("%j is an error that names the option", (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

test("an unknown option is an error", () => {
  expect(() => readOptions(["--fast"])).toThrow("--fast");
});
