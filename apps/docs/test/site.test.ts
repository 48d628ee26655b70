import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromiumPath, withoutChromium } from "@rnn/testing/chromium";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEntryPoints } from "../src/entry-points.ts";
import { listPages } from "../src/pages.ts";
import { type SiteServer, serveSite } from "../src/serve-site.ts";
import { root } from "../src/workspace.ts";
import { type BuiltSite, buildForTest } from "./built-site.ts";
import { listExports } from "./list-exports.ts";

let site: BuiltSite;
beforeAll(async () => {
  site = await buildForTest("/some/folder/");
});
afterAll(() => site.remove());

/** The addresses that a page links to or loads, but for those of other sites. */
function listLinks(html: string): string[] {
  return Array.from(html.matchAll(/\s(?:href|src)="([^"]*)"/g), ([, link]) => link)
    .map((link) => link.replaceAll("&amp;", "&"))
    .filter((link) => !/^(?:[a-z]+:|\/\/)/i.test(link));
}

describe("the site", () => {
  test("has a page for each that is written", () => {
    const targets = listPages(root).map(({ target }) => target.replace(/\.md$/, ".html"));
    expect(targets.filter((target) => !site.pages.has(target))).toEqual([]);
    expect(targets.length).toBeGreaterThan(30);
  });

  test("leads to nothing that is not there, page, picture or anchor", () => {
    const dead: string[] = [];
    const ids = new Map<string, Set<string>>();
    for (const [page, html] of site.pages) {
      ids.set(page, new Set(Array.from(html.matchAll(/\sid="([^"]*)"/g), ([, id]) => id)));
    }
    for (const [page, html] of site.pages) {
      for (const link of listLinks(html)) {
        const { pathname, hash } = new URL(link, `http://site${site.base}${page}`);
        const path = decodeURIComponent(pathname);
        const name = path.slice(site.base.length).replace(/(^|\/)$/, "$1index.html");
        const anchor = decodeURIComponent(hash.slice(1));
        const isThere =
          path.startsWith(site.base) &&
          (site.pages.has(name) || existsSync(join(site.folder, name))) &&
          (anchor === "" || (ids.get(name)?.has(anchor) ?? false));
        if (!isThere) dead.push(`${page}: ${link}`);
      }
    }
    expect(dead).toEqual([]);
  });

  test.each(listEntryPoints(root))("has a page for every export of $name", ({ name, source }) => {
    const folder = `reference/${name.replace("@rnn/", "")}`;
    const pages = new Set(
      Array.from(site.pages.keys())
        .filter((page) => page.startsWith(`${folder}/`))
        .map((page) => page.slice(page.lastIndexOf("/") + 1).replace(/\.html$/, "")),
    );
    const exported = listExports(readFileSync(join(root, source), "utf8"));
    expect(exported.length).toBeGreaterThan(0);
    expect(exported.filter((one) => !pages.has(one))).toEqual([]);
  });

  test("has no inline script, so that a policy may refuse them", () => {
    const inline = Array.from(site.pages).filter(([, html]) => /<script(?![^>]*\ssrc=)/.test(html));
    expect(inline.map(([page]) => page)).toEqual([]);
  });
});

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe.skipIf(chromiumPath === undefined)(`the site in Chromium${withoutChromium}`, () => {
  let server: SiteServer;
  let browser: Browser;
  const complaints: string[] = [];
  beforeAll(async () => {
    server = await serveSite(site.folder, { base: site.base });
    browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** A page that notes errors, what its policy refuses, and requests to elsewhere. */
  async function open(
    path: string,
    options: Parameters<Browser["newPage"]>[0] = {},
  ): Promise<Page> {
    const page = await browser.newPage(options);
    page.setDefaultTimeout(600_000);
    const { origin } = new URL(server.address);
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(`${path}: ${message.text()}`);
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol !== "data:" && url.origin !== origin) complaints.push(`${path}: ${url}`);
    });
    await page.goto(server.address + path);
    // Once it is alive.
    await page.locator("html:not(.no-js) #app .VPContent").waitFor();
    return page;
  }

  const searches = [
    { path: "", word: "padSequences", found: "reference/preprocess/functions/padSequences.html" },
    { path: "", word: "allow_pickle", found: "guide/recipes.html" },
    { path: "ko/", word: "신경망", found: "ko/guide/chapter.html" },
  ];

  test.each(searches)(
    "finds $word without a network beyond its own",
    async ({ path, word, found }) => {
      const page = await open(path);
      await page.locator(".VPNavBarSearch button").first().click();
      await page.locator("input.search-input").fill(word);
      await page.locator(".VPLocalSearchBox .result").first().waitFor();
      const links = await page
        .locator(".VPLocalSearchBox .result")
        .evaluateAll((results) => results.map((result) => result.getAttribute("href") ?? ""));
      expect(links.map((link) => link.split("#")[0])).toContain(site.base + found);
      await page.close();
    },
  );

  const paths = [
    "",
    "guide/recipes.html",
    "guide/chapter.html",
    "guide/performance.html",
    "ko/",
    "ko/guide/recipes.html",
    "ko/guide/your-own-texts.html",
    "packages/model.html",
    "reference/",
    "reference/model/classes/Sequential.html",
    "reference/tensor/functions/mean.html",
  ];

  test.each(["light", "dark"] as const)("gives axe nothing to find, in %s", async (colorScheme) => {
    const found: string[] = [];
    for (const path of paths) {
      // Past the policy, which axe's own script does not keep to.
      const page = await open(path, { colorScheme, bypassCSP: true });
      await page.addScriptTag({ content: axe });
      const violations = await page.evaluate("axe.run().then(({ violations }) => violations)");
      for (const { id, nodes } of violations as Violation[]) {
        found.push(...nodes.map(({ html }) => `${path}: ${id} ${html.slice(0, 200)}`));
      }
      await page.close();
    }
    expect(found).toEqual([]);
  });

  test("is 320 pixels wide without scrolling sideways", async () => {
    for (const path of paths) {
      const page = await open(path, { viewport: { width: 320, height: 640 } });
      const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect(over, path).toBeLessThanOrEqual(0);
      await page.close();
    }
  });

  test("ends lines of Korean between words", async () => {
    const page = await open("ko/guide/playground.html");
    const breaks = "getComputedStyle(document.querySelector('.vp-doc p')).wordBreak";
    expect(await page.evaluate(breaks)).toBe("keep-all");
    await page.goto(`${server.address}guide/playground.html`);
    expect(await page.evaluate(breaks)).toBe("normal");
    await page.close();
  });

  test("leads from a page to its translation and back, else to the first page", async () => {
    const page = await open("guide/playground.html");
    const switchTo = async (name: string, lang: string): Promise<string> => {
      await page.locator(".VPNavBarTranslations button").hover();
      await page.locator(".VPNavBarTranslations a", { hasText: name }).click();
      await page.locator(`html[lang="${lang}"]`).waitFor();
      return new URL(page.url()).pathname.slice(site.base.length);
    };
    expect(await switchTo("한국어", "ko")).toBe("ko/guide/playground.html");
    expect(await switchTo("English", "en")).toBe("guide/playground.html");
    await page.close();
  });

  test("loads nothing from elsewhere, breaks no policy and throws nothing in all that", () => {
    expect(complaints).toEqual([]);
  });
});
