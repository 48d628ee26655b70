import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { viewIds } from "../src/settings/view-id.ts";
import { isMissing, missing, openBrowser, waitUntilDone, watchPage } from "./browser.ts";
import { openSite, type Site } from "./site.ts";

/** What has the focus: its mark from `markControls`, and whether one sees that it has it. */
interface Focused {
  readonly mark: string | null;
  readonly isVisible: boolean;
  readonly html: string;
}

/** Of all that takes the focus and is shown; of radio buttons of one name, Tab reaches the chosen one. */
const controls =
  "a[href], button:enabled, select:enabled, textarea:enabled, summary, [tabindex='0'], " +
  "input:enabled:not([type='radio']), input[type='radio']:checked";

/** Numbers the controls that are shown, and says what each is. */
function markControls(page: Page): Promise<string[]> {
  return page.evaluate((selector) => {
    for (const marked of document.querySelectorAll("[data-mark]")) {
      marked.removeAttribute("data-mark");
    }
    const shown = [...document.querySelectorAll(selector)].filter((each) =>
      each.checkVisibility({ contentVisibilityAuto: true }),
    );
    for (const [n, each] of shown.entries()) each.setAttribute("data-mark", String(n));
    return shown.map((each) => each.outerHTML.slice(0, 120));
  }, controls);
}

/** What has the focus now. */
function findFocus(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const focused = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    const { width, height } = focused.getBoundingClientRect();
    return {
      mark: focused.getAttribute("data-mark"),
      isVisible:
        outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && width * height > 0,
      html: focused.outerHTML.slice(0, 120),
    };
  });
}

describe.skipIf(isMissing)(`the keyboard alone, in Chromium${missing}`, () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser()]);
    page = await browser.newPage({ locale: "en-US" });
    complaints = watchPage(page, new URL(site.address).origin);
    await page.goto(`${site.address}#train?reviews=1000&epochs=2`);
    await page.locator("main h1").waitFor();
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.remove()]);
  });

  /** Presses Tab until what the selector finds has the focus. */
  async function tabTo(selector: string): Promise<void> {
    const count = await page.locator(controls).count();
    for (let n = 0; n <= count + 2; n++) {
      await page.keyboard.press("Tab");
      const isThere = await page.evaluate(
        (wanted) => document.activeElement?.matches(wanted) === true,
        selector,
      );
      if (isThere) return;
    }
    throw new Error(`Tab does not reach ${selector}`);
  }

  /** Tab from the top of the page to its last control; anew where answers of the worker brought others meanwhile. */
  async function walk(): Promise<{ marked: string[]; reached: Focused[] }> {
    for (;;) {
      const marked = await markControls(page);
      await page.locator(".skip").focus();
      const reached = [await findFocus(page)];
      while (reached.length < marked.length) {
        await page.keyboard.press("Tab");
        reached.push(await findFocus(page));
      }
      const isSettled = await page.evaluate(
        ({ selector, count }) => {
          const shown = [...document.querySelectorAll(selector)].filter((each) =>
            each.checkVisibility({ contentVisibilityAuto: true }),
          );
          return shown.length === count && shown.every((each) => each.hasAttribute("data-mark"));
        },
        { selector: controls, count: marked.length },
      );
      if (isSettled) return { marked, reached };
    }
  }

  test("skips to the content", async () => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
  });

  test("trains, pauses, steps, changes the speed and resumes", async () => {
    await tabTo(".speed select");
    await page.keyboard.press("Home");
    expect(await page.getByLabel("Speed").inputValue()).toBe("1");
    await tabTo(".run-bar .primary");
    await page.keyboard.press("Enter");
    await page.locator('.where[data-status="playing"]').waitFor();
    // The button that was pressed keeps the focus, and has another meaning now.
    await page.keyboard.press("Space");
    await page.locator('.where[data-status="paused"]').waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText(/batch \d+ of/).waitFor();
    await tabTo(".speed select");
    await page.keyboard.press("End");
    await tabTo(".run-bar .primary");
    await page.keyboard.press("Enter");
    await waitUntilDone(page);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("primary");
  });

  test.each(viewIds)(
    "opens the view %s and reaches each of its controls, in order and in sight",
    async (id) => {
      await tabTo(`nav a[href^="#${id}"]`);
      await page.keyboard.press("Enter");
      await page.locator(`nav a[href^="#${id}"][aria-current="page"]`).waitFor();
      await page.locator("main summary, main table, main figure, main pre").first().waitFor();
      const { marked, reached } = await walk();
      expect(reached.filter(({ isVisible }) => !isVisible).map(({ html }) => html)).toEqual([]);
      expect(reached.map(({ mark }) => mark)).toEqual(marked.map((_, n) => String(n)));
      await page.keyboard.press("Shift+Tab");
      expect((await findFocus(page)).mark).toBe(String(marked.length - 2));
    },
  );

  test("gives the page nothing to complain of", () => expect(complaints).toEqual([]));
});
