import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "@rnn/testing/bundle";
import { chromiumPath, runPage, withoutChromium } from "@rnn/testing/chromium";
import { findHosts, runOn } from "@rnn/testing/hosts";
import { afterAll, describe, expect, test } from "vitest";
import { drawAll } from "./host-program.ts";

const bundled = await bundle(new URL("host-program.ts", import.meta.url));
afterAll(() => bundled.remove());
const hosts = await findHosts();

describe("a report and its charts have the same bytes", () => {
  for (const host of hosts) {
    test.skipIf(host.command === undefined)(`on ${host.name}`, async () => {
      const script = join(bundled.folder, "run.mjs");
      await writeFile(
        script,
        'import { drawAll } from "./bundle.js";\nconsole.log(JSON.stringify(await drawAll()));',
      );
      expect(JSON.parse(await runOn(host, script))).toEqual(await drawAll());
    });
  }

  test.skipIf(chromiumPath === undefined)(`in Chromium${withoutChromium}`, async () => {
    const script = 'const { drawAll } = await import("/bundle.js"); return drawAll();';
    const files = { "/bundle.js": bundled.source };
    expect(await runPage({ files, script })).toEqual(await drawAll());
  });
});
