import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "@rnn/testing/bundle";
import { chromiumPath, runPage, withoutChromium } from "@rnn/testing/chromium";
import { findHosts, runOn } from "@rnn/testing/hosts";
import { afterAll, describe, expect, test } from "vitest";

const bundled = await bundle(new URL("tokens-program.ts", import.meta.url));
afterAll(() => bundled.remove());
const hosts = await findHosts();

/** Of text format 2, for ever: another hash means that files read texts in another way. */
const wanted = "946c4a20";

describe("texts of all scripts, and every character, have the same tokens", () => {
  for (const host of hosts) {
    test.skipIf(host.command === undefined)(`on ${host.name}`, async () => {
      const script = join(bundled.folder, "run.mjs");
      await writeFile(
        script,
        'import { hashTokens } from "./bundle.js";\nconsole.log(hashTokens());',
      );
      expect((await runOn(host, script)).trim()).toBe(wanted);
    });
  }

  test.skipIf(chromiumPath === undefined)(`in Chromium${withoutChromium}`, async () => {
    const script = 'const { hashTokens } = await import("/bundle.js"); return hashTokens();';
    const files = { "/bundle.js": bundled.source };
    expect(await runPage({ files, script })).toBe(wanted);
  });
});
