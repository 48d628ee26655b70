import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Bundle, bundle } from "@rnn/testing/bundle";
import { chromiumPath, runPage, withoutChromium } from "@rnn/testing/chromium";
import { findHosts, type Host, runOn } from "@rnn/testing/hosts";
import { afterAll, describe, expect, test } from "vitest";
import type { ThreadsReport } from "./threads-on-host.ts";

/** What Node 20.20 on x86-64 gave for threads-on-host.ts; the second without threads. */
const byTwo = "70396716d3a4a3bf5ac0ce602642a65671dc5177bbfb27fd5aaf1b5dae11465";
const byOne = "d43d365f6433418d3a08cc6c8554fdab43970d014bbe0cd52c5e1a927786fc4";

const expected = { weights: byTwo, warnings: [], layersAsOne: true, answer: 0.75 };

const entry = new URL("threads-on-host.ts", import.meta.url);
const forPages = await bundle(entry);
const forServers = await bundle(entry, { server: true });
afterAll(() => Promise.all([forPages.remove(), forServers.remove()]));
const hosts = await findHosts();

async function onHost(host: Host, { folder }: Bundle): Promise<ThreadsReport> {
  const script = join(folder, "run.mjs");
  await writeFile(
    script,
    'import { threadsReport } from "./bundle.js";\nconsole.log(JSON.stringify(await threadsReport()));',
  );
  return JSON.parse(await runOn(host, script)) as ThreadsReport;
}

async function inChromium(isolated: boolean, policy?: string): Promise<ThreadsReport> {
  const script = 'const { threadsReport } = await import("/bundle.js"); return threadsReport();';
  const files = { "/bundle.js": forPages.source };
  return (await runPage({ files, script, isolated, policy })) as ThreadsReport;
}

describe("two threads give equal weights, and end", () => {
  for (const host of hosts) {
    test.skipIf(host.command === undefined)(`on ${host.name}`, async () => {
      expect(await onHost(host, forServers)).toEqual(expected);
    });
  }

  const withWorker = hosts.filter(({ name }) => !name.startsWith("Node"));
  for (const host of withWorker) {
    test.skipIf(host.command === undefined)(`as a page has them, on ${host.name}`, async () => {
      expect(await onHost(host, forPages)).toEqual(expected);
    });
  }
});

describe.skipIf(chromiumPath === undefined)(`in Chromium${withoutChromium}`, () => {
  test("two threads give equal weights where the page is cross-origin isolated", async () => {
    const policy = "script-src 'self' 'wasm-unsafe-eval'; worker-src blob:";
    expect(await inChromium(true)).toEqual(expected);
    expect(await inChromium(true, policy)).toEqual(expected);
  });

  test("one thread takes over where the page is not, with one warning", async () => {
    expect(await inChromium(false)).toEqual({
      weights: byOne,
      warnings: [expect.stringMatching(/cross-origin isolated.*one thread takes over/)],
      layersAsOne: true,
    });
  });

  test("one thread does the work of two where the page's policy has no workers", async () => {
    const { weights, warnings, layersAsOne } = await inChromium(
      true,
      "script-src 'self' 'wasm-unsafe-eval'",
    );
    expect(weights).toBe(byTwo);
    expect(layersAsOne).toBe(true);
    expect(warnings).toEqual([expect.stringMatching(/worker-src blob:.*one takes over/)]);
  });
});
