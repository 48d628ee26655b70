import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultSettings } from "../src/settings/settings.ts";
import { isMissing, missing, openBrowser, waitUntilDone, watchPage } from "./browser.ts";
import { openRun } from "./run-settings.ts";
import { openSite, type Site, strictPolicy } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.remove());

describe("the files of the page", () => {
  const sizes = (folder: string): { name: string; bytes: number }[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => ({
        name,
        bytes: gzipSync(readFileSync(join(parentPath, name)), { level: 9 }).length,
      }));

  test("are at most 200 kB gzipped, the first view's own scripts at most 60", () => {
    const files = sizes(site.folder);
    const sum = (some: typeof files) => some.reduce((total, { bytes }) => total + bytes, 0);
    expect(sum(files)).toBeLessThan(200_000);
    const first = withImports([
      ...scriptsOf("index.html"),
      ...files.map(({ name }) => name).filter((name) => /^train-view.*\.js$/.test(name)),
    ]);
    expect(first.length).toBeGreaterThan(1);
    expect(sum(files.filter(({ name }) => first.includes(name)))).toBeLessThan(60_000);
  });

  const scriptsOf = (file: string, pattern = /"\.\/assets\/([^"]+\.js)"/g): string[] =>
    Array.from(readFileSync(join(site.folder, file), "utf8").matchAll(pattern), ([, name]) => name);

  /** The scripts, and those that they import before they run. */
  function withImports(names: readonly string[]): string[] {
    const all = new Set(names);
    for (const name of all) {
      for (const imported of scriptsOf(
        `assets/${name}`,
        /(?:from|import)[`"]\.\/([^`"]+\.js)[`"]/g,
      )) {
        all.add(imported);
      }
    }
    return [...all];
  }
});

describe.skipIf(isMissing)(`the page in Chromium${missing}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  async function openPage(hash = ""): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage({ locale: "en-US" });
    const complaints = watchPage(page, new URL(site.address).origin);
    await page.goto(site.address + hash);
    return { page, complaints };
  }

  test("trains under the strict policy with the losses that Node has, to the bit, and asks no one else", async () => {
    const { page, complaints } = await openPage();
    await page.getByRole("button", { name: "Train" }).click();
    await waitUntilDone(page);
    await page.getByText("The figures as a table").click();
    const shown = await page.locator("tbody tr td:nth-child(3)").allInnerTexts();

    const { session, epochs, until } = await openRun(defaultSettings);
    const done = until("done");
    session.run.play();
    await done;
    expect(shown).toEqual(epochs.map(({ valLoss }) => valLoss.toFixed(4)));
    await page.getByText(/n-grams: \d+%/).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("pauses, steps, resumes and stops, with one worker over 20 starts", async () => {
    const { page, complaints } = await openPage("#train?reviews=400&epochs=3");
    const where = page.locator(".where");
    // So slow that none is done before it is stopped.
    await page.getByLabel("Speed").selectOption({ label: "1 batch a second" });
    for (let n = 0; n < 20; n++) {
      await page.getByRole("button", { name: "Train" }).click();
      await page.locator('.where[data-status="playing"]').waitFor();
      await page.getByRole("button", { name: "Stop" }).click();
      await page.locator('.where[data-status="stopped"]').waitFor();
    }
    expect(page.workers()).toHaveLength(1);

    await page.getByRole("button", { name: "Train" }).click();
    await page.locator('.where[data-status="playing"]').waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.locator('.where[data-status="paused"]').waitFor();
    await page.getByRole("button", { name: "Step" }).click();
    await page.getByText(/batch [1-9] of 10/).waitFor();
    const before = await where.innerText();
    await page.getByRole("button", { name: "Step" }).click();
    await page.waitForFunction(
      (text) => document.querySelector<HTMLElement>(".where")?.innerText !== text,
      before,
    );
    await page.getByLabel("Speed").selectOption({ label: "full speed" });
    await page.getByRole("button", { name: "Resume" }).click();
    await waitUntilDone(page);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("keeps its state in the address, and says what of a hostile one it left out", async () => {
    const { page, complaints } = await openPage("#train?units=1000000000&cell=gru&rate=NaN");
    await page.getByRole("alert").getByText("units=1000000000, rate=NaN").waitFor();
    expect(await page.getByLabel("Cell").inputValue()).toBe("gru");
    await page.getByLabel("Units").fill("7");
    await page.getByLabel("Units").blur();
    await page.waitForFunction(() => location.hash.includes("units=7"));
    await page.getByLabel("Epochs").fill("1e9");
    await page.getByLabel("Epochs").blur();
    await page.getByText("A whole number from 1 to 200.").waitFor();
    expect(page.url()).toContain("epochs=5");
    await page.reload();
    expect(await page.getByLabel("Units").inputValue()).toBe("7");
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("trains on the reference engine where the policy forbids WebAssembly, with one notice", async () => {
    site.policy = strictPolicy.replace(" 'wasm-unsafe-eval'", "");
    try {
      const { page } = await openPage("#train?reviews=100&epochs=1&units=2&length=10");
      await page.getByRole("button", { name: "Train" }).click();
      await waitUntilDone(page);
      expect(await page.getByText("forbids WebAssembly").count()).toBe(1);
      await page.close();
    } finally {
      site.policy = strictPolicy;
    }
  });
});
