import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { viewIds } from "../src/settings/view-id.ts";
import { isMissing, missing, openBrowser, waitUntilDone, watchPage } from "./browser.ts";
import { openSite, type Site } from "./site.ts";
import { openWorkerHeap } from "./worker-heap.ts";

/** In a page whose training is done: begins one, and waits until that is done too. */
const trainAgain = () =>
  new Promise<void>((resolve) => {
    const where = document.querySelector<HTMLElement>(".where");
    let hasBegun = false;
    new MutationObserver(() => {
      const isDone = where?.dataset["status"] === "done";
      if (isDone && hasBegun) resolve();
      hasBegun ||= !isDone;
    }).observe(document.body, { attributes: true, subtree: true });
    document.querySelector<HTMLElement>(".run-bar .primary")?.click();
  });

describe.skipIf(isMissing)(`the page as its visitor wants it, in Chromium${missing}`, () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser()]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.remove()]);
  });

  async function openPage(options: BrowserContextOptions, hash: string): Promise<Page> {
    const page = await browser.newPage({ locale: "en-US", ...options });
    watchPage(page, new URL(site.address).origin);
    await page.goto(site.address + hash);
    return page;
  }

  async function* openViews(page: Page) {
    for (const id of viewIds) {
      await page.locator(`nav a[href^="#${id}"]`).click();
      await page.locator("main summary, main table, main figure, main pre").first().waitFor();
      yield id;
    }
  }

  const short = "#train?reviews=400&epochs=1";

  test("moves nothing by itself where less motion is wanted", async () => {
    const page = await openPage({ reducedMotion: "reduce" }, short);
    await page.locator("button.primary").click();
    await waitUntilDone(page);
    for await (const id of openViews(page)) {
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll("*")]
          .filter((each) => {
            const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(each);
            const isStill = transitionDuration === "0s" && animationName === "none";
            return !isStill || scrollBehavior === "smooth";
          })
          .map((each) => each.outerHTML.slice(0, 120)),
      );
      expect(moving, id).toEqual([]);
    }
    await page.close();
  });

  test.each(["en-US", "ko-KR"])("at 200 % loses nothing, in %s", async (locale) => {
    // A window of 1280 x 800 at 200 % is laid out as one of half its sides, with two pixels to each.
    const zoomed = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2, locale };
    const page = await openPage(zoomed, short);
    await page.locator("button.primary").click();
    await waitUntilDone(page);
    for await (const id of openViews(page)) {
      const lost = await page.evaluate(() => {
        const { scrollWidth } = document.documentElement;
        const over = scrollWidth > innerWidth ? [`${scrollWidth} of ${innerWidth} pixels`] : [];
        const cut = [...document.querySelectorAll("main *, header *, .run-bar *")].filter(
          (each) => {
            // A field scrolls by itself.
            if (each.closest("svg, .visually-hidden, input") || !each.checkVisibility())
              return false;
            const { overflowX, overflowY } = getComputedStyle(each);
            const hides = (overflow: string) => overflow === "hidden" || overflow === "clip";
            return (
              (hides(overflowX) && each.scrollWidth > each.clientWidth + 1) ||
              (hides(overflowY) && each.scrollHeight > each.clientHeight + 1)
            );
          },
        );
        return [...over, ...cut.map((each) => each.outerHTML.slice(0, 120))];
      });
      expect(lost, id).toEqual([]);
    }
    await page.close();
  });

  test("says in words what each canvas and each chart shows, with figures to read", async () => {
    const page = await openPage({}, short);
    await page.locator("button.primary").click();
    await waitUntilDone(page);
    let canvases = 0;
    for await (const id of openViews(page)) {
      const drawn = await page.evaluate(() =>
        [...document.querySelectorAll("canvas, main svg:not(.icon)")].map((each) => {
          const by = each.getAttribute("aria-labelledby");
          const said = by ? document.getElementById(by)?.textContent : each.ariaLabel;
          const around = each.closest("figure, section, main");
          const isCanvas = each.localName === "canvas";
          const hasFigures = !isCanvas || around?.querySelector("table") !== null;
          return { isCanvas, role: each.role, said: said ?? "", hasFigures };
        }),
      );
      canvases += drawn.filter(({ isCanvas }) => isCanvas).length;
      for (const { role, said, hasFigures } of drawn) {
        expect(role, id).toBe("img");
        expect(said, id).toMatch(/\d/);
        expect(hasFigures, id).toBe(true);
      }
    }
    expect(canvases).toBeGreaterThan(0);
    await page.close();
  });

  test("says in the language of the page what the worker refuses", async () => {
    const page = await openPage({ locale: "ko-KR" }, "#train?data=own");
    await page.locator("button.primary").click();
    const alert = page.getByRole("alert").filter({ hasText: "학습에 실패했습니다" });
    expect(await alert.innerText()).toContain("먼저 ‘내 텍스트’ 화면에서 파일을 여세요.");
    await page.locator(".options select").first().selectOption("en");
    await page
      .getByRole("alert")
      .getByText("Open a file in the view “Your texts” first.")
      .waitFor();
    await page.close();
  });

  test("goes on training while another tab is in front", async () => {
    const page = await openPage({}, "#train?reviews=400&epochs=3");
    await page.evaluate(() => {
      // No frame comes in a hidden page.
      Object.defineProperty(document, "hidden", { get: () => true });
      Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
      globalThis.requestAnimationFrame = () => 0;
      document.dispatchEvent(new Event("visibilitychange"));
    });
    // As soon as it is hidden, a script of the page is all that clicks.
    await page.evaluate(() => document.querySelector<HTMLElement>("button.primary")?.click());
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>(".where")?.dataset["status"] === "done",
      undefined,
      { polling: 100 },
    );
    expect(await page.locator("tbody tr").count()).toBe(3);
    await page.close();
  });

  test("holds no more after 20 starts and stops than after the first", async () => {
    const page = await openPage({}, "#train?reviews=400&epochs=3");
    const devtools = await page.context().newCDPSession(page);
    await page.locator(".speed select").selectOption("1");
    const startAndStop = async () => {
      await page.locator(".run-bar .primary").click();
      await page.locator('.where[data-status="playing"]').waitFor();
      await page.getByRole("button", { name: "Stop" }).click();
      await page.locator('.where[data-status="stopped"]').waitFor();
    };
    const measure = async () => {
      await devtools.send("HeapProfiler.collectGarbage");
      const { jsEventListeners, nodes } = await devtools.send("Memory.getDOMCounters");
      const { usedSize } = await devtools.send("Runtime.getHeapUsage");
      return { jsEventListeners, nodes, usedSize };
    };
    for (let n = 0; n < 3; n++) await startAndStop();
    const before = await measure();
    for (let n = 0; n < 20; n++) await startAndStop();
    const after = await measure();
    // One more of anything per start would be 20 more.
    expect(after.jsEventListeners - before.jsEventListeners).toBeLessThan(20);
    expect(after.nodes - before.nodes).toBeLessThan(20);
    // A training's texts alone are 60 kB; 20 of them would be over a megabyte.
    expect(after.usedSize - before.usedSize).toBeLessThan(1_000_000);
    expect(page.workers()).toHaveLength(1);
    await page.close();
  });

  test("nor does its worker, WebAssembly's memories included, after ten trainings more", async () => {
    const page = await openPage({}, "#train?reviews=400&epochs=1");
    const play = () => page.locator(".run-bar .primary").click();
    const heap = await openWorkerHeap(page, play);
    await waitUntilDone(page);
    const train = async (seed: number) => {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#train?reviews=400&epochs=1&seed=${seed}`);
      await page.evaluate(trainAgain);
    };
    for (let seed = 0; seed < 4; seed++) await train(seed);
    const before = await heap.measure();
    for (let seed = 4; seed < 14; seed++) await train(seed);
    // A training holds over two megabytes, and the last one may not have been collected yet.
    await expect.poll(() => heap.measure(), { timeout: 600_000 }).toBeLessThan(before + 5_000_000);
    await page.close();
  });
});
