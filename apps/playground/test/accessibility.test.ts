import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { viewIds } from "../src/settings/view-id.ts";
import { isMissing, missing, openBrowser, waitUntilDone, watchPage } from "./browser.ts";
import { openSite, type Site } from "./site.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Labels of a chart's rules that lie on each other. */
const overlaps = `[...document.querySelectorAll("svg")].flatMap((chart) => {
  const labels = [...chart.querySelectorAll(".rule text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
  return labels.flatMap(([name, a], n) => labels.slice(n + 1).flatMap(([other, b]) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1 ? [name + " / " + other] : []));
})`;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Words of commands that stand on more than one line. */
const brokenWords = `[...document.querySelectorAll(".command span")].flatMap((word) =>
  word.getClientRects().length > 1 ? [word.textContent] : [])`;

/** Asks the network of the page, in the view that uses a model, about one text and a file of them. */
async function useModel(page: Page): Promise<void> {
  await page.locator(".drop-zone + p > button").click();
  await page.locator("main textarea").fill("a dull plot and a great film");
  const file = { name: "given.csv", mimeType: "text/csv", buffer: Buffer.from(givenTexts) };
  await page.locator('main input[accept*=".txt"]').setInputFiles(file);
  await page.locator("main table").nth(2).waitFor();
  await page.locator("main button.primary").waitFor();
}

const givenTexts = `id,text\n1,${"long ".repeat(60)}\n2,${"w".repeat(150)}\n`;

describe.skipIf(isMissing)(`the page in Chromium${missing}`, () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser()]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.remove()]);
  });

  const cases = ["en-US", "ko-KR"].flatMap((locale) =>
    (["light", "dark"] as const).map((colorScheme) => ({ locale, colorScheme })),
  );

  test.each(cases)("gives axe nothing to find, in $locale and $colorScheme", async (options) => {
    // Past the policy, which axe's own script does not keep to.
    const page = await browser.newPage({ ...options, bypassCSP: true });
    const find = async (state: string) => {
      const violations = await page.evaluate(`axe.run().then(({ violations }) => violations)`);
      return (violations as Violation[]).map(({ id, nodes }) => `${state}: ${id} ${nodes[0].html}`);
    };
    watchPage(page, new URL(site.address).origin);
    await page.goto(site.address);
    await page.addScriptTag({ content: axe });
    const play = page.locator("button.primary");
    // A view is loaded when it is first shown.
    await page.locator("main h1").waitFor();
    const found = await find("empty");
    await page.locator(".speed select").selectOption("20");
    await play.click();
    await page.locator('.where[data-status="playing"]').waitFor();
    found.push(...(await find("training")));
    await page.locator(".speed select").selectOption("Infinity");
    await waitUntilDone(page);
    for (const id of viewIds) {
      await page.locator(`nav a[href^="#${id}"]`).click();
      // Until then the heading is the last view's.
      await page.locator(`nav a[href^="#${id}"][aria-current="page"]`).waitFor();
      await page.locator("main h1").waitFor();
      await page.locator("main summary, main table, main figure, main pre").first().waitFor();
      found.push(...(await find(`${id}, done`)));
    }
    await useModel(page);
    found.push(...(await find("model, used")));
    expect(found).toEqual([]);
    await page.close();
  });

  test("is 320 pixels wide without scrolling sideways", async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 }, locale: "en-US" });
    const complaints = watchPage(page, new URL(site.address).origin);
    await page.goto(site.address);
    await page.locator("button.primary").click();
    await waitUntilDone(page);
    for (const id of viewIds) {
      await page.locator(`nav a[href^="#${id}"]`).click();
      // Until then the heading is the last view's.
      await page.locator(`nav a[href^="#${id}"][aria-current="page"]`).waitFor();
      await page.locator("main h1").waitFor();
      const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect(over, id).toBeLessThanOrEqual(0);
      await page.locator("main summary, main table, main figure, main pre").first().waitFor();
      expect(await page.evaluate(overlaps), id).toEqual([]);
    }
    await page.locator('nav a[href^="#take"]').click();
    await page.locator(".command").first().waitFor();
    expect(await page.evaluate(brokenWords)).toEqual([]);
    await page.locator('nav a[href^="#model"]').click();
    await useModel(page);
    expect(await page.evaluate(brokenWords)).toEqual([]);
    const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect(over, "model, used").toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
