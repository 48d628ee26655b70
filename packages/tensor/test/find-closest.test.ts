import { expect, test } from "vitest";
import { findClosest } from "../src/checks/find-closest.ts";

// Distances by Levenshtein: 3 of kitten and sitting, 1 of learninrate and learningrate.
test.each([
  ["learninrate", ["seed", "learningrate", "batchsize"], "learningrate"],
  ["kitten", ["mitigation", "sitting", "knitwear"], "sitting"],
  ["axes", ["axis", "keepdims"], "axis"],
  ["ab", ["ba", "abc", "b"], "abc"],
  ["", ["seed", "lr"], "lr"],
  ["x", ["one"], "one"],
])("the name nearest to %j of %j is %j", (name, known, expected) => {
  expect(findClosest(name, known)).toBe(expected);
});

test("of several that are as near, the first is taken", () => {
  expect(findClosest("cat", ["bat", "hat"])).toBe("bat");
});

test("a name of a million letters takes no longer than one of a hundred", () => {
  expect(findClosest("a".repeat(1_000_000), ["a", "aa"])).toBe("aa");
});
