import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { RecurrentNetwork } from "@rnn/model";
import {
  changeDecision,
  occludeWords,
  TextClassifier,
  trainTextClassifier,
} from "@rnn/text-classifier";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isMissing, missing, openBrowser, waitUntilDone, watchPage } from "./browser.ts";
import { openSite, type Site } from "./site.ts";

const playground = fileURLToPath(new URL("..", import.meta.url));

/** What the command line says of a file of texts, a line of JSON each. */
async function predict(model: string, file: string): Promise<string> {
  const tsx = join(playground, "node_modules", "tsx", "dist", "cli.mjs");
  const main = join(playground, "..", "train", "src", "main.ts");
  const command = [tsx, "--conditions=@rnn/source", main, "predict", model];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...command, "--file", file, "--json"],
    { cwd: playground },
  );
  return stdout;
}

const words = ["good", "bad", "dull", "fine", "plot", "film"];
const textOf = (n: number): string =>
  Array.from({ length: 4 }, (_, k) => words[(n * (k + 3) + k * k) % words.length]).join(" ");
const texts = Array.from({ length: 60 }, (_, n) => textOf(n));
const labelsOf = (names: readonly string[]): string[] =>
  texts.map((text, n) => names[text.includes("good") ? 0 : 1 + ((n >> 1) % (names.length - 1))]);

const small = { epochs: 1, seed: 1, validationSize: 12 };
const names = { two: ["up", "down"], three: ["news", "sport", "<b>arts</b>"] };

/** One that reads the words. */
function chapterNetwork(): RecurrentNetwork {
  const network = new RecurrentNetwork({ nCells: 2 });
  network.setWeights({
    w1x: [null, ...words].map((_, n) => [n / 3 - 1, 0.5]),
    w1h: [
      [0.5, 0.1],
      [0, 0.25],
    ],
    b1: [0, 0.1],
    w2: [[1], [-1]],
    b2: [0.1],
  });
  return network;
}

/** A model of each kind that `train` writes. */
async function makeModels(): Promise<Record<string, TextClassifier>> {
  const train = async (classes: readonly string[], model: "rnn" | "ngrams" | "both") => {
    const data = { texts, labels: labelsOf(classes) };
    return (await trainTextClassifier(data, { ...small, model })).classifier;
  };
  const chapter = new TextClassifier({
    network: chapterNetwork(),
    vocabulary: [null, ...words],
    maxlen: 6,
  });
  return {
    "a network of two classes": await train(names.two, "rnn"),
    "n-grams of three classes that are often not sure": changeDecision(
      await train(names.three, "ngrams"),
      { rejectBelow: 0.99 },
    ),
    "a network and n-grams, with a threshold and temperatures": changeDecision(
      await train(names.two, "both"),
      { threshold: 0.45, temperatures: { rnn: 1.5, ngrams: 0.8, both: 1.25 } },
    ),
    "the chapter's network": chapter,
  };
}

describe.skipIf(isMissing)(`a model in Chromium${missing}`, () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let folder: string;
  let models: Record<string, TextClassifier>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "rnn-model-"));
    [site, browser, models] = await Promise.all([openSite(), openBrowser(), makeModels()]);
    page = await browser.newPage({ locale: "en-US" });
    complaints = watchPage(page, new URL(site.address).origin);
    await page.goto(`${site.address}#model`);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.remove(), rm(folder, { recursive: true })]);
  });

  const choose = (buffer: Uint8Array, name = "model.safetensors") =>
    page
      .getByLabel("Choose a model")
      .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(buffer) });

  const giveTexts = (content: string, name: string) =>
    page
      .getByLabel("Choose texts")
      .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });

  test.each([
    "a network of two classes",
    "n-grams of three classes that are often not sure",
    "a network and n-grams, with a threshold and temperatures",
    "the chapter's network",
  ])("that is %s gives what predict --json gives, to the bit", async (kind) => {
    const model = join(folder, `${Object.keys(models).indexOf(kind)}.safetensors`);
    const file = join(folder, "given.csv");
    const csv = `id,text\n${texts.map((text, n) => `${n},${text}`).join("\n")}\n70,"unknown, ""all"" 영화"\n`;
    await Promise.all([writeFile(model, models[kind].save()), writeFile(file, csv)]);
    await choose(await readFile(model), `${kind}.safetensors`);
    await page.getByText(`${kind}.safetensors: `).waitFor();
    await giveTexts(csv, "given.csv");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download predictions.jsonl" }).click();
    expect(await readFile(await (await download).path(), "utf8")).toBe(await predict(model, file));
    const counts = await page
      .getByRole("region", { name: "Texts of each class" })
      .locator("td:nth-child(2)")
      .allInnerTexts();
    expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(texts.length + 1);
  });

  test("is opened by dropping, and says which words and n-grams its class rests on", async () => {
    const model = models["a network and n-grams, with a threshold and temperatures"];
    const bytes = [...model.save()];
    const transfer = await page.evaluateHandle((content) => {
      const files = new DataTransfer();
      files.items.add(new File([Uint8Array.from(content)], "dropped.safetensors"));
      return files;
    }, bytes);
    await page.locator(".drop-zone").first().dispatchEvent("drop", { dataTransfer: transfer });
    await page.getByText("dropped.safetensors: a recurrent network and n-grams").waitFor();
    await page.getByText("“up” where its probability is above 0.45").waitFor();
    await page.getByLabel("Text", { exact: true }).fill("a good, dull film");
    const found = model.classify("a good, dull film");
    const said = `${found.className}, ${(100 * found.probability).toFixed(1)}%.`;
    await page.locator(".verdict").getByText(said).waitFor();
    const { parts } = occludeWords(model, "a good, dull film", { label: found.label });
    const why = page.getByRole("region", { name: `Why “${found.className}”` });
    await why.getByText(parts[0].text, { exact: true }).waitFor();
    expect(await why.locator("tbody th").allInnerTexts()).toEqual(parts.map(({ text }) => text));
    expect(await why.locator("tbody td:nth-child(2)").allInnerTexts()).toEqual(
      parts.map(({ probability }) => `${(100 * probability).toFixed(1)}%`),
    );
    const strongest = model.topNgrams("a good, dull film", { count: 8, label: found.label });
    const ngrams = page.getByRole("region", { name: "N-grams that weigh most" });
    expect(await ngrams.locator("tbody th").allInnerTexts()).toEqual(
      strongest.map(({ ngram }) => `“${ngram}”`),
    );
  });

  test("says that it is not sure, and lists the likeliest of many classes", async () => {
    const model = models["n-grams of three classes that are often not sure"];
    await choose(model.save());
    await page.getByText("It is not sure where the class is less probable than 0.99.").waitFor();
    const text = "film";
    expect(model.classify(text).rejected).toBe(true);
    const { className, probability } = model.classify(text);
    await page.getByLabel("Text", { exact: true }).fill(text);
    await page
      .getByText(`Not sure: ${className} with only ${(100 * probability).toFixed(1)}%.`)
      .waitFor();
    const likeliest = page.getByRole("region", { name: "The likeliest classes" });
    expect(await likeliest.locator("tbody tr").count()).toBe(3);
  });

  test.each([
    ["a table", Buffer.from("text,label\ngood,1\n"), "it is not a model"],
    ["nothing", Buffer.alloc(0), "but"],
    ["a network alone", chapterNetwork().save(), "without its vocabulary"],
  ])("stays open where %s is chosen next, which is refused", async (_, bytes, message) => {
    await choose(bytes, "other.safetensors");
    await page.getByRole("alert").getByText(message).waitFor();
    expect(await page.getByLabel("Text", { exact: true }).count()).toBe(1);
  });

  test("cut off anywhere is refused", async () => {
    const whole = models["the chapter's network"].save();
    for (let n = 1; n < 12; n++) {
      const cut = whole.slice(0, Math.floor((whole.length * n) / 12));
      await choose(cut, "cut.safetensors");
      await page.getByRole("alert").getByText("This file cannot be used").waitFor();
      await choose(whole, `whole-${n}.safetensors`);
      await page.getByText(`whole-${n}.safetensors: a recurrent network.`).waitFor();
      expect(await page.getByRole("alert").count()).toBe(0);
    }
  });

  test.each([
    ["empty.txt", "", "expected at least one text"],
    ["other.csv", "a,b\n1,2\n3,4\n", "expected a column of texts"],
    ["binary.txt", "\u0000\u0001", "expected text in UTF-8"],
  ])("refuses the texts of %s", async (name, content, message) => {
    await giveTexts(content, name);
    await page.getByRole("alert").getByText(message).waitFor();
    expect(await page.getByText("texts are classified").count()).toBe(0);
  });

  test("is also the network that is trained in the page", async () => {
    await page.locator(".run-bar .primary").click();
    await waitUntilDone(page);
    await page.getByRole("button", { name: "Use the network trained here" }).click();
    await page.getByText("The network trained here: a recurrent network.").waitFor();
    await page.getByLabel("Text", { exact: true }).fill("a great film");
    const said = page.locator(".verdict strong", { hasText: /^(positive|negative), \d/ });
    await said.waitFor();
    expect(await said.innerText()).toMatch(/^positive, [5-9]\d\.\d%\.$/);
  });

  test("gives the page nothing to complain of", () => expect(complaints).toEqual([]));
});
