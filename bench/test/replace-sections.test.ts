import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { replaceSections } from "../report/replace-sections.ts";
import { here } from "../runner/paths.ts";

const page = "a\n<!-- measured: x -->\nold\n<!-- end -->\nb\n<!-- measured: y -->\n<!-- end -->\n";

test("a section takes the place of what stood between its marks, and the rest stays", () => {
  expect(replaceSections("page", page, { x: "new" })).toBe(page.replace("old", "new"));
});

test("all sections given are replaced", () => {
  const text = replaceSections("page", page, { x: "1", y: "2" });
  expect(text).toContain("<!-- measured: x -->\n1\n<!-- end -->");
  expect(text).toContain("<!-- measured: y -->\n2\n<!-- end -->");
});

test("a section without marks is an error that names the page and the mark", () => {
  expect(() => replaceSections("page", page, { z: "" })).toThrow(
    "page: expected <!-- measured: z --> and <!-- end --> after it, found neither.",
  );
});

test("the page of measurements has an end for each of its marks", () => {
  const text = readFileSync(here("../docs/performance.md"), "utf8");
  const names = Array.from(text.matchAll(/<!-- measured: (.+?) -->/g), ([, name]) => name);
  expect(names.length).toBeGreaterThan(5);
  const same = Object.fromEntries(
    names.map((name) => {
      const open = `<!-- measured: ${name} -->\n`;
      const start = text.indexOf(open) + open.length;
      return [name, text.slice(start, text.indexOf("\n<!-- end -->", start))];
    }),
  );
  expect(replaceSections("docs/performance.md", text, same)).toBe(text);
});
