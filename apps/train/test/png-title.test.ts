import { expect, test } from "vitest";
import { isDrawable } from "../src/report/read-png-source.ts";

test.each([
  ["Loss on reviews-2026.csv", true],
  ["Loss on Größe “β” Ж.csv", true],
  ["Loss on 감상평.csv", false],
  ["Loss on 酒店.csv", false],
  ["Loss on レビュー.csv", false],
  ["Loss on 😀.csv", false],
])("a PNG has the title %s: %s", (title, expected) => {
  expect(isDrawable(title)).toBe(expected);
});
