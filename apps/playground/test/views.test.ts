import { copyFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { countConfusion, reliability } from "../src/views/errors/score-validation.ts";
import {
  keptPerStep,
  pointsAbove,
  scientific,
  shareInside,
} from "../src/views/gradient/curves-of.ts";
import { wordAtCaret } from "../src/views/state/word-at-caret.ts";
import { isMissing, missing, openBrowser, waitUntilDone, watchPage } from "./browser.ts";
import { openSite, type Site } from "./site.ts";

describe("the figures of views", () => {
  test("confusion counts what lies above the threshold as the second class", () => {
    const scored = {
      probabilities: Float64Array.of(0.1, 0.5, 0.6, 0.9),
      labels: Uint8Array.of(0, 1, 0, 1),
      classNames: ["a", "b"] as const,
    };
    expect(countConfusion(scored, 0.5)).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(countConfusion(scored, 0.05)).toEqual([
      [0, 2],
      [0, 2],
    ]);
    expect(reliability(scored, 2)).toEqual([
      [0.1, 0],
      [(0.5 + 0.6 + 0.9) / 3, 2 / 3],
    ]);
  });

  test("the share inside a window is that of the last steps' norms", () => {
    expect(shareInside(Float64Array.of(1, 2, 3, 4), 2)).toBe(0.7);
    expect(shareInside(Float64Array.of(1, 1), 9)).toBe(1);
    expect(shareInside(Float64Array.of(0, 0), 1)).toBe(1);
  });

  test("what a step keeps is the geometric mean over the way on which anything is left", () => {
    expect(keptPerStep(Float64Array.of(0.125, 0.25, 0.5, 1))).toBeCloseTo(0.5, 12);
    expect(keptPerStep(Float64Array.of(0, 0, 0.09, 1))).toBeCloseTo(0.09, 12);
    expect(keptPerStep(Float64Array.of(0, 0))).toBe(1);
    expect(keptPerStep(Float64Array.of(1))).toBe(1);
  });

  test("a curve ends at the axis instead of running along it", () => {
    const norms = Float64Array.of(1e-9, 1e-4, 0.01, 1);
    expect(pointsAbove(norms, 1e-3)).toEqual([
      [0, 1],
      [1, 0.01],
      [2, 1e-4],
    ]);
    expect(pointsAbove(norms, 1e-12)).toHaveLength(4);
  });

  test("small numbers are written as powers of ten", () => {
    expect(scientific(2.4e-10)).toBe("2.4 × 10⁻¹⁰");
    expect(scientific(0.25)).toBe("0.25");
    expect(scientific(0)).toBe("0");
  });

  test("the caret belongs to the word that it stands in or behind", () => {
    const words = [{ word: "not" }, { word: "bad" }];
    expect(wordAtCaret("Not, so bad!", 0, words)).toBe(0);
    expect(wordAtCaret("Not, so bad!", 6, words)).toBe(0);
    expect(wordAtCaret("Not, so bad!", 9, words)).toBe(1);
    expect(wordAtCaret("  not bad", 1, words)).toBeUndefined();
  });
});

describe.skipIf(isMissing)(`the views in Chromium${missing}`, () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser()]);
    page = await browser.newPage({ locale: "en-US" });
    complaints = watchPage(page, new URL(site.address).origin);
    await page.goto(site.address);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.remove()]);
  });
  const open = async (name: string) => {
    await page.getByRole("link", { name, exact: true }).first().click();
  };

  test("without a network say how to get one", async () => {
    await open("State");
    await page.getByRole("button", { name: "Train now" }).click();
    await waitUntilDone(page);
    await page.getByText("Units × words").waitFor();
    expect(await page.locator("main canvas").count()).toBe(1);
  });

  test("show the probability word by word while one types", async () => {
    await open("Type and watch");
    await page.getByLabel("Text").fill("the plot was great xylophone");
    await page.locator(".word.unknown", { hasText: "xylophone" }).waitFor();
    await page.locator("tbody tr").nth(4).getByText("unknown word").waitFor();
    await page.getByLabel("Text").fill("great film");
    await page.locator(".traced .word").nth(1).waitFor();
    await page.waitForFunction('document.querySelectorAll(".traced .word").length === 2');
    expect(await page.locator("main svg .tick-label").allTextContents()).toEqual(["0", "1", "2"]);
    await page.getByLabel("Text").fill("");
    await page.getByText("knows none of these words").waitFor();
    await page.getByLabel("Text").fill("in the end it was awful");
    await page.locator(".verdict strong", { hasText: "negative" }).waitFor();
    expect(await page.locator(".traced .word").count()).toBe(6);
  });

  test("show one step in numbers that agree with the engine", async () => {
    await open("Lens");
    await page.getByText("The reference engine’s own number").waitFor();
    const engine = /is ([−\d.]+)\.$/.exec(
      await page.getByText("The reference engine’s").innerText(),
    );
    const last = await page.locator(".equation").last().innerText();
    expect(last.endsWith(Number(engine?.[1].replace("−", "-")).toFixed(3).replace("-", "−"))).toBe(
      true,
    );
  });

  test("list the texts of a count, and take one into another view", async () => {
    await open("Errors");
    await page.locator(".confusion button.wrong").first().click();
    const shown = await page.locator(".texts li p").first().innerText();
    await page.locator(".texts li").first().getByText("Type and watch").click();
    const text = await page.getByLabel("Text").inputValue();
    expect(text.endsWith(shown.split(" ").slice(-5).join(" "))).toBe(true);
  });

  test("show the way back of four networks, the map of words, and padding", async () => {
    await open("Gradient");
    await page.getByRole("img", { name: "Cosine between the printed" }).waitFor();
    expect(await page.locator("tbody tr").count()).toBe(4);
    await page.getByText(/keeps on the average 0\.\d\d of the gradient’s length in LSTM/).waitFor();
    await page.getByLabel("before training").check();
    await page.getByText(/its matrix begins as a rotation/).waitFor();
    await open("Words");
    await page.getByLabel("Word", { exact: true }).fill("dull");
    await page.getByText("Same direction").waitFor();
    await page.getByLabel("Word", { exact: true }).fill("xylophone");
    await page.getByText("does not know this word").waitFor();
    await open("Padding");
    await page.getByText("At the last word").waitFor();
    expect(await page.locator("tbody tr").count()).toBe(4);
  });

  test("read one's own texts, and what is wrong with others", async () => {
    await open("Your texts");
    await page.getByText("Or paste rows").click();
    const rows = Array.from(
      { length: 40 },
      (_, n) => `${n % 2 ? "great" : "dull"} film ${n},${n % 2}`,
    );
    await page.getByLabel("Rows, with a header").fill(`text,label\n${rows.join("\n")}\n`);
    await page.getByRole("button", { name: "Read these rows" }).click();
    await page.getByRole("button", { name: "Train on them" }).click();
    await waitUntilDone(page);
    await page.getByText(/The network knows \d+ words/).waitFor();
    await page.getByLabel("Choose files").setInputFiles({
      name: "one-class.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`text,label\na,1\nb,1\n`),
    });
    await page.getByRole("alert").getByText("cannot be used").waitFor();
    expect(await page.getByText("40 texts.").count()).toBe(1);
  });

  test("give the network as files, and a link that holds all settings", async () => {
    await open("Take along");
    for (const name of ["model.safetensors", "model.onnx"]) {
      const file = page.waitForEvent("download");
      await page.getByRole("button", { name }).click();
      expect((await file).suggestedFilename()).toBe(name);
    }
    const names: string[] = [];
    const note = (file: { suggestedFilename(): string }) => names.push(file.suggestedFilename());
    page.on("download", note);
    await page.getByRole("button", { name: "report.json" }).click();
    await vi.waitUntil(() => names.length === 3, { timeout: 600_000 });
    page.off("download", note);
    expect(names.toSorted()).toEqual(["config.json", "report.json", "timings.json"]);
    const link = await page.getByLabel("All settings are in it").inputValue();
    expect(link).toBe(page.url().replace("#take", "#train"));
    expect(await page.locator("pre").innerText()).toContain("TextClassifier");
  });

  test("give the training as one page that needs no script and nothing else", async () => {
    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: "report.html" }).click();
    const report = await browser.newContext({ javaScriptEnabled: false, offline: true });
    const read = await report.newPage();
    const requests: string[] = [];
    read.on("request", (request) => requests.push(request.url()));
    const address = `file://${await (await file).path()}`;
    // A download has no ending, by which Chromium would know what it is.
    await copyFile(await (await file).path(), `${await (await file).path()}.html`);
    await read.goto(`${address}.html`);
    await read.getByRole("heading", { name: "A training in the @rnn playground" }).waitFor();
    expect(await read.locator("svg").count()).toBe(4);
    expect(await read.locator("svg").first().getAttribute("viewBox")).toMatch(/^0 0 8\d\d 230$/);
    const cells = await read.locator("td").allInnerTexts();
    expect(cells).toContain("own");
    expect(requests).toEqual([`${address}.html`]);
    expect(await page.locator(".unseen").count()).toBe(0);
    await report.close();
  });

  test("are led through by five lessons, each a state of the page", async () => {
    await page.getByRole("button", { name: "Five short lessons" }).click();
    for (let n = 1; n <= 5; n++) {
      await page.getByRole("heading", { name: `Lesson ${n} of 5` }).waitFor();
      await waitUntilDone(page);
      expect(page.url()).toContain(`lesson=${n}`);
      if (n < 5) await page.getByRole("button", { name: "Next" }).click();
    }
    await page.getByRole("button", { name: "Close" }).click();
    expect(await page.getByRole("button", { name: "Five short lessons" }).count()).toBe(1);
  });

  test("complain of nothing", () => expect(complaints).toEqual([]));
});
