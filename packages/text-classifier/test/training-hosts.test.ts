import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "@rnn/testing/bundle";
import { chromiumPath, runPage, withoutChromium } from "@rnn/testing/chromium";
import { findHosts, runOn } from "@rnn/testing/hosts";
import { afterAll, describe, expect, test } from "vitest";
import { hashTrained } from "./training-program.ts";

const bundled = await bundle(new URL("training-program.ts", import.meta.url));
afterAll(() => bundled.remove());
const hosts = await findHosts();
const wanted = await hashTrained();

describe("equal texts and options train classifiers of equal bytes", () => {
  for (const host of hosts) {
    test.skipIf(host.command === undefined)(`on ${host.name}`, async () => {
      const script = join(bundled.folder, "run.mjs");
      await writeFile(
        script,
        'import { hashTrained } from "./bundle.js";\nconsole.log(await hashTrained());',
      );
      expect((await runOn(host, script)).trim()).toBe(wanted);
    });
  }

  test.skipIf(chromiumPath === undefined)(`in Chromium${withoutChromium}`, async () => {
    const script =
      'const { hashTrained } = await import("/bundle.js"); return await hashTrained();';
    const files = { "/bundle.js": bundled.source };
    expect(await runPage({ files, script })).toBe(wanted);
  });
});
