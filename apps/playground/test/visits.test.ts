import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isMissing, missing, openBrowser, waitUntilDone, watchPage } from "./browser.ts";
import { openSite, type Site } from "./site.ts";

/** Resolves to the status of the training that the browser's database holds; undefined while it holds none. */
const keptStatus = `new Promise((resolve) => {
  const open = indexedDB.open("keyval-store");
  // Before the page has kept anything there is no database, and none is made here in its place.
  open.onupgradeneeded = () => open.transaction.abort();
  open.onerror = () => resolve(undefined);
  open.onsuccess = () => {
    const asked = open.result.transaction("keyval").objectStore("keyval").get("last-session");
    asked.onsuccess = () => {
      open.result.close();
      resolve(asked.result?.status);
    };
  };
})`;

describe.skipIf(isMissing)(`a second visit in Chromium${missing}`, () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser()]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.remove()]);
  });

  test("brings the last session back, which is resumed to the same figures", async () => {
    const context = await browser.newContext({ locale: "en-US" });
    const page = await context.newPage();
    const complaints = watchPage(page, new URL(site.address).origin);
    await page.goto(`${site.address}#train?reviews=400&epochs=3`);
    const accuracies = () => page.locator("tbody tr td:nth-child(3)").allTextContents();
    await page.getByRole("button", { name: "Train" }).click();
    await waitUntilDone(page);
    const whole = await accuracies();
    expect(whole).toHaveLength(3);

    await page.getByLabel("Speed").selectOption({ label: "1 batch a second" });
    await page.getByRole("button", { name: "Train" }).click();
    await page.getByText(/batch 1 of/).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await expect.poll(() => page.evaluate(keptStatus), { timeout: 600_000 }).toBe("paused");
    await page.reload();
    await page.locator('.where[data-status="paused"]').waitFor();
    await page.getByRole("button", { name: "Resume" }).click();
    await waitUntilDone(page);
    expect(await accuracies()).toEqual(whole);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("loads and trains without a network", async () => {
    const context = await browser.newContext({ locale: "en-US" });
    const page = await context.newPage();
    watchPage(page, new URL(site.address).origin);
    await page.goto(site.address);
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
    await site.close();
    await page.reload();
    await page.getByRole("button", { name: "Train" }).click();
    await waitUntilDone(page);
    await page.getByRole("link", { name: "Words" }).click();
    await page.getByText("Same direction").waitFor();
    expect(await page.locator("main h1").innerText()).toBe("Words in space");
    await context.close();
  });
});
