/**
 * Measures the page in Chromium as a visitor has it, and prints a table:
 *
 *   node apps/playground/bench/measure-page.mjs
 *
 * Wants what `npm run playground` has set up, and Chromium at /usr/bin/chromium or CHROME_PATH.
 */
import { chromium } from "playwright-core";
import { servePlayground } from "../serve.mjs";

const rounds = 7;
const address = await servePlayground({ port: 0 });
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});

/** A page just opened that notes its long tasks, and how late its keys are painted. */
async function openPage(hash = "") {
  const page = await browser.newPage({ locale: "en-US" });
  await page.addInitScript(() => {
    globalThis.noted = { longTasks: [], keys: [] };
    const note = (type, take) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
        type,
        // The least that browsers report.
        durationThreshold: 16,
      });
    note("longtask", ({ duration }) => globalThis.noted.longTasks.push(duration));
    note("event", ({ name, duration }) => {
      if (name === "keydown" || name === "input") globalThis.noted.keys.push(duration);
    });
  });
  await page.goto(address + hash);
  await page.locator("main h1").waitFor();
  await page.waitForTimeout(500);
  return page;
}

/** Clicks, and gives the milliseconds until the training's status is `status`, by the page's own clock. */
const clickUntil = (page, selector, status) =>
  page.evaluate(
    ([button, wanted]) =>
      new Promise((resolve) => {
        const where = document.querySelector(".where");
        const started = performance.now();
        const look = () => {
          if (where.dataset.status === wanted) resolve(performance.now() - started);
        };
        new MutationObserver(look).observe(where, { attributes: true });
        document.querySelector(button).click();
        look();
      }),
    [selector, status],
  );

const buttons = { play: ".run-bar button:nth-of-type(1)", step: ".run-bar button:nth-of-type(2)" };
buttons.stop = ".run-bar button:nth-of-type(3)";

/** The default training from the first click: the worker's start included. */
async function trainOnce() {
  const page = await openPage();
  await page.evaluate(() => globalThis.noted.longTasks.splice(0));
  const doneMs = await clickUntil(page, buttons.play, "done");
  const { longTasks } = await page.evaluate(() => globalThis.noted);
  await page.close();
  return { doneMs, longestTask: Math.max(0, ...longTasks) };
}

/** Typing, pausing, stepping and stopping in a training that lasts. */
async function actWhileTraining() {
  const page = await openPage("#watch?reviews=20000&epochs=200");
  await clickUntil(page, buttons.play, "playing");
  await page.waitForTimeout(1500);
  await page.getByLabel("Text").click();
  await page.evaluate(() => Object.assign(globalThis.noted, { longTasks: [], keys: [] }));
  await page.keyboard.type(" and in the end it was not that bad", { delay: 60 });
  await page.waitForTimeout(300);
  const { longTasks, keys } = await page.evaluate(() => globalThis.noted);
  const pauseMs = await clickUntil(page, buttons.play, "paused");
  const batches = () => page.locator(".figures").innerText();
  const before = await batches();
  const started = await page.evaluate(() => performance.now());
  await page.evaluate((button) => document.querySelector(button).click(), buttons.step);
  await page.waitForFunction(
    (text) => document.querySelector(".figures").innerText !== text,
    before,
  );
  const stepMs = (await page.evaluate(() => performance.now())) - started;
  await clickUntil(page, buttons.play, "playing");
  const stopMs = await clickUntil(page, buttons.stop, "stopped");
  await page.close();
  // What is painted sooner than 16 ms is not reported.
  return {
    pauseMs,
    stepMs,
    stopMs,
    echoMs: Math.max(16, ...keys),
    longestTask: Math.max(0, ...longTasks),
  };
}

const trainings = [];
const actions = [];
for (let round = 0; round < rounds; round++) {
  trainings.push(await trainOnce());
  actions.push(await actWhileTraining());
}
await browser.close();

const row = (what, figures) => {
  const sorted = figures.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  return `| ${what} | ${median.toFixed(0)} | ${sorted.at(-1).toFixed(0)} |`;
};
console.log(
  [
    "| what, in milliseconds | median | worst |",
    "|---|---|---|",
    row(
      "from the click to 5 epochs of 2,000 reviews",
      trainings.map((each) => each.doneMs),
    ),
    row(
      "longest task of the page meanwhile (0: none over 50)",
      trainings.map((each) => each.longestTask),
    ),
    row(
      "from a key to its letter on the screen, while training",
      actions.map((each) => each.echoMs),
    ),
    row(
      "longest task while training and typing (0: none over 50)",
      actions.map((each) => each.longestTask),
    ),
    row(
      "until paused",
      actions.map((each) => each.pauseMs),
    ),
    row(
      "until a step is taken",
      actions.map((each) => each.stepMs),
    ),
    row(
      "until stopped",
      actions.map((each) => each.stopMs),
    ),
  ].join("\n"),
);
process.exit(0);
