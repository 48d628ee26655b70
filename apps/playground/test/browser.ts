import { chromiumPath, withoutChromium } from "@rnn/testing/chromium";
import { type Browser, chromium, type Page } from "playwright-core";

/** What the names of tests say that are skipped without Chromium. */
export const missing = withoutChromium;

/** Whether tests in Chromium are skipped. */
export const isMissing = chromiumPath === undefined;

/** A Chromium of its own. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath ?? "", args: ["--no-sandbox"] });
}

/** Ends what hangs, and nothing that a busy machine only delays. */
const hangMs = 600_000;

/** What went wrong in a page: errors, violations of its policy, requests to other origins. */
export function watchPage(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.setDefaultTimeout(hangMs);
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("request", (request) => {
    const { protocol, origin: theirs } = new URL(request.url());
    if (protocol !== "blob:" && protocol !== "data:" && theirs !== origin) {
      complaints.push(`a request to ${request.url()}`);
    }
  });
  return complaints;
}

/** Waits until the training that was begun is done. */
export async function waitUntilDone(page: Page): Promise<void> {
  await page.locator('.where[data-status="done"]').waitFor({ timeout: hangMs });
}
