import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listHeadings } from "../src/headings.ts";
import { moveScripts } from "../src/move-scripts.ts";
import { readOptions } from "../src/read-options.ts";
import { replaceLinks } from "../src/replace-links.ts";
import { listWordEnds, splitIntoSections } from "../src/search-sections.ts";
import {
  hashSource,
  listFixedParts,
  readTranslation,
  stampTranslation,
} from "../src/translation.ts";

test("anchors are GitHub's, in any script, and numbered where they are there already", () => {
  const page =
    "# 09-2.2 The network\n## `fit(x, y)`, twice\n```\n# code\n```\n## [신경망](x.md)\n## 신경망\n";
  expect(listHeadings(page).map(({ slug }) => slug)).toEqual([
    "09-22-the-network",
    "fitx-y-twice",
    "신경망",
    "신경망-1",
  ]);
});

test("links are replaced outside of code alone", () => {
  const page = "[a](b.md) `[c](d.md)` ![e](f.svg)\n```\n[g](h.md)\n```\n[`i`](j.md#k)\n";
  const seen: string[] = [];
  const replaced = replaceLinks(page, ({ text, target, isImage }) => {
    seen.push(target);
    return `<${text}${isImage ? "!" : ""}>`;
  });
  expect(seen).toEqual(["b.md", "f.svg", "j.md#k"]);
  expect(replaced).toBe("<a> `[c](d.md)` <e!>\n```\n[g](h.md)\n```\n<`i`>\n");
});

describe("the search", () => {
  test("is given the parts of a page with the headings above them", () => {
    const html = `<h1 id="a">A <a class="header-anchor" href="#a">#</a></h1><p>one <code>pad<span>Sequences</span>(x)</code></p>
      <h2 id="b">B &amp; C</h2><p>two</p>`;
    const sections = splitIntoSections(html).map(({ anchor, titles, text }) => ({
      anchor,
      titles,
      text: text.trim(),
    }));
    expect(sections).toEqual([
      { anchor: "a", titles: ["A"], text: expect.stringContaining("one padSequences(x)") },
      { anchor: "b", titles: ["A", "B & C"], text: "two" },
    ]);
  });

  test("finds a Korean word inside another one, by its ends", () => {
    expect(listWordEnds("순환신경망을 쓰는 RNN")).toContain("신경망을");
    expect(listWordEnds("RNN 두자")).toEqual([]);
  });
});

test("inline scripts get files, equal ones the same", () => {
  const outDir = mkdtempSync(join(tmpdir(), "rnn-docs-"));
  const page = `<script id="x">one()</script><script src="/a.js"></script><script>one()</script>`;
  const moved = moveScripts(page, { outDir, base: "/b/" });
  const [file] = readdirSync(join(outDir, "assets"));
  expect(moved).toBe(
    `<script id="x" src="/b/assets/${file}"></script><script src="/a.js"></script><script src="/b/assets/${file}"></script>`,
  );
  rmSync(outDir, { recursive: true });
});

describe("a translation", () => {
  const english = "# A\n\nText.\n\n```ts\ncode();\n```\n\n<!-- measured: x -->\n1\n<!-- end -->\n";

  test("is stamped with its source, again and again", () => {
    const stamped = stampTranslation(stampTranslation("# 가\n", "a.md", "old"), "a.md", english);
    expect(readTranslation(stamped)).toEqual({
      source: "a.md",
      hash: hashSource(english),
      body: "# 가\n",
    });
  });

  test("is stale after another word of its source, not after another measurement", () => {
    expect(hashSource(english.replace("Text", "Test"))).not.toBe(hashSource(english));
    expect(hashSource(english.replace("\n1\n", "\n2\n"))).toBe(hashSource(english));
  });

  test("keeps code, measurements and headings", () => {
    expect(listFixedParts(english)).toEqual({
      code: ["```ts\ncode();\n```", "<!-- measured: x -->\n1\n<!-- end -->"],
      levels: [1],
    });
  });
});

describe("npm run docs", () => {
  test("serves at the root of a loopback address unless told otherwise", () => {
    expect(readOptions([])).toEqual({ port: 4174, base: "/", out: undefined });
    expect(readOptions(["--out", "site", "--base", "/a/b/"], "/home/x")).toEqual({
      port: 4174,
      base: "/a/b/",
      out: "/home/x/site",
    });
  });

  test.each([
    [["--port", "none"], "--port: expected a whole number from 1 to 65535, got none."],
    [["--base", "docs"], "--base: expected a path such as /docs/, got docs."],
    [["--prot", "1"], "Unknown option '--prot'"],
    [["out"], "Unexpected argument 'out'"],
  ])("refuses %j", (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
