import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listPages } from "../src/pages.ts";
import { hashSource, listFixedParts, readTranslation } from "../src/translation.ts";
import { root } from "../src/workspace.ts";

const read = (page: string): string => readFileSync(join(root, page), "utf8");
const translations = listPages(root).filter(({ language }) => language === "ko");

describe.each(translations)("$source", ({ source, english }) => {
  const translation = readTranslation(read(source));

  test("is the translation of the English page as it is now", () => {
    const advice = `Bring it up to date, then run: pnpm --filter @rnn/docs stamp ${source}`;
    expect(translation.source).toBe(english);
    expect(translation.hash, advice).toBe(hashSource(read(english)));
  });

  test("has the code, the measurements and the levels of headings of the English page", () => {
    expect(listFixedParts(translation.body)).toEqual(listFixedParts(read(english)));
  });
});
