import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { bundle } from "./bundle.ts";
import { chromiumPath, runPage } from "./chromium.ts";
import type { EngineReport, HostReport } from "./host-program.ts";
import { findHosts, runOn } from "./hosts.ts";

/** What Node 20.20 on x86-64 gave for host-program.ts. */
const stored: HostReport = {
  wasm: {
    float32: "3ee15630ee6a39e3893b1c0d980f5c9f6d8df38f7c9031519d64e1ce2d46f4f2",
    float64: "cd504b981dcd016a0b835518b2f8033c4cbb0875a0bdee093812da6382ee7ee4",
    losses: [0.713562886844962, 0.6826854116670185],
  },
  reference: {
    float32: "77a7efa5e0a470177086ca9a58ef6fff86df298ed7afc61fbb2ddd96883aac04",
    float64: "4bb846ffc9d779f1c6297338d19d002eb85e7379d8ce5fa18c411e81c855d2b5",
    losses: [0.7135628890214613, 0.6826854084798568],
  },
  warnings: [],
};

const bundled = await bundle(new URL("host-program.ts", import.meta.url));
afterAll(() => bundled.remove());
const hosts = await findHosts();

const missing =
  chromiumPath === undefined ? " (skipped: no /usr/bin/chromium and no CHROME_PATH)" : "";

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
/**
 * The host's own Math.exp, log and tanh give the losses and the reference engine's states; from V8 15 on,
 * and in Bun, they round otherwise than in Node 20 to 26. The default engine's weights are equal all the
 * same, and the reference's once rounded to float32.
 */
const nearLosses = ({ losses }: EngineReport): unknown[] =>
  losses.map((loss) => expect.closeTo(loss, 14));
const almostStored = {
  ...stored,
  wasm: { ...stored.wasm, losses: nearLosses(stored.wasm) },
  reference: {
    ...stored.reference,
    float64: expect.any(String) as string,
    losses: nearLosses(stored.reference),
  },
};

describe("an epoch gives equal weights under equal seeds", () => {
  for (const host of hosts) {
    const isNode = host.name.startsWith("Node");
    const bound = isNode ? "and losses" : "and losses within 1e-14";
    test.skipIf(host.command === undefined)(`${bound} on ${host.name}`, async () => {
      expect(await onHost(host)).toEqual(isNode ? stored : almostStored);
    });
  }

  test.skipIf(chromiumPath === undefined)(
    `and losses within 1e-14 in Chromium${missing}`,
    async () => {
      expect(await inChromium()).toEqual(almostStored);
    },
  );
});

describe("in a page whose content security policy forbids WebAssembly", () => {
  test.skipIf(chromiumPath === undefined)(
    `the reference engine takes over, with one warning${missing}`,
    async () => {
      const { wasm, reference, warnings } = await inChromium("script-src 'self'");
      expect(warnings).toEqual([
        expect.stringMatching(/'wasm-unsafe-eval'.*the reference engine takes over/),
      ]);
      expect(wasm).toEqual(reference);
      expect(wasm.float32).toBe(stored.reference.float32);
    },
  );

  test.skipIf(chromiumPath === undefined)(
    `'wasm-unsafe-eval' is all that the default engine needs${missing}`,
    async () => {
      expect(await inChromium("script-src 'self' 'wasm-unsafe-eval'")).toEqual(almostStored);
    },
  );
});
