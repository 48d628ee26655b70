import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "@rnn/testing/bundle";
import { chromiumPath, runPage, withoutChromium } from "@rnn/testing/chromium";
import { findHosts, runOn } from "@rnn/testing/hosts";
import { afterAll, describe, expect, test } from "vitest";
import type { HostReport } from "./host-program.ts";

/** What Node 20.20 on x86-64 gave for host-program.ts. */
const stored: HostReport = {
  wasm: {
    float32: "80cf961f52e0f70d1c1e684e609a1245a9cd798df26c4c4f358947e7dd3a17ac",
    float64: "50cb4163c198419afd88707c58a7da2bd9ce5322e18106c94ec5416c81849336",
    losses: [0.7135628869595717, 0.6826854110667444],
  },
  reference: {
    float32: "77a7efa5e0a470177086ca9a58ef6fff86df298ed7afc61fbb2ddd96883aac04",
    float64: "cdaafe7f1c36a88630b203582c91e0277df07fea9c3e45954563a78c2fa32d86",
    losses: [0.7135628890214613, 0.6826854084798568],
  },
  cells: {
    wasm: {
      simpleRnn: "05de2ab7e2aed5824d258167aec165a974760b04ee8e3548672069631eb3038b",
      lstm: "6c3250f95898bbaed6ad7a19acb0052a2137f26335e42006f9cf2e16b716120d",
      gru: "18e9c2a34fbeb920b2cd7b9f35108921e2beac373cd692fe4bc313df2838726c",
      gruResetBefore: "b8a9ed3ddf94be4f3d5e98f090ae64894b7dd6874bba6f326db2526b36b50e54",
    },
    reference: {
      simpleRnn: "fb0638f091eb00d83aba2af01dac752a30d557349e9ce531608e77f4e8ea3c11",
      lstm: "0196047bf7e1dd469179c7e5810644bd323d5cec2885ea7a74263f21df7b1ac3",
      gru: "9b9b91eeced35c655bc5f4640608b58f482d376e67c09fee1be470ba58f2a1c2",
      gruResetBefore: "b54ebc61b9f6b68b380d18184139350b2b6e1d3521e483bf9aea383f0f054be9",
    },
  },
  functions: "ef282ba6060200a564ee84c82742fcfef2ae844a1c1e00ea1a07fd1609a7e08c",
  warnings: [],
};

const bundled = await bundle(new URL("host-program.ts", import.meta.url));
afterAll(() => bundled.remove());
const hosts = await findHosts();

async function onHost(host: (typeof hosts)[number]): Promise<HostReport> {
  const script = join(bundled.folder, "run.mjs");
  await writeFile(
    script,
    'import { hostReport } from "./bundle.js";\nconsole.log(JSON.stringify(await hostReport()));',
  );
  return JSON.parse(await runOn(host, script)) as HostReport;
}

async function inChromium(policy?: string): Promise<HostReport> {
  const script = 'const { hostReport } = await import("/bundle.js"); return hostReport();';
  const files = { "/bundle.js": bundled.source };
  return (await runPage({ files, script, policy })) as HostReport;
}

describe("equal seeds give equal weights and losses of both engines, to the bit", () => {
  for (const host of hosts) {
    test.skipIf(host.command === undefined)(`on ${host.name}`, async () => {
      expect(await onHost(host)).toEqual(stored);
    });
  }

  test.skipIf(chromiumPath === undefined)(`in Chromium${withoutChromium}`, async () => {
    expect(await inChromium()).toEqual(stored);
  });
});

describe("in a page whose content security policy forbids WebAssembly", () => {
  test.skipIf(chromiumPath === undefined)(
    `the reference engine takes over, with one warning${withoutChromium}`,
    async () => {
      const { wasm, reference, cells, warnings } = await inChromium("script-src 'self'");
      expect(warnings).toEqual([
        expect.stringMatching(/'wasm-unsafe-eval'.*the reference engine takes over/),
      ]);
      expect(wasm).toEqual(reference);
      expect(wasm).toEqual(stored.reference);
      expect(cells.wasm).toEqual(stored.cells.reference);
    },
  );

  test.skipIf(chromiumPath === undefined)(
    `'wasm-unsafe-eval' is all that the default engine needs${withoutChromium}`,
    async () => {
      expect(await inChromium("script-src 'self' 'wasm-unsafe-eval'")).toEqual(stored);
    },
  );
});
