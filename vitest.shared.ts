import { fileURLToPath } from "node:url";
import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

/** Ends a test that hangs, and no other: the slowest takes a tenth of it on a machine eight times slower. */
const hangMs = 900_000;

/** Every package's tests: workspace packages are resolved to their sources, so nothing is built first. */
export default defineConfig({
  ssr: { resolve: { conditions: ["@rnn/source", ...defaultServerConditions] } },
  test: {
    maxWorkers: 2,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    passWithNoTests: false,
    globalSetup: [fileURLToPath(new URL("scripts/temporary-folder.mjs", import.meta.url))],
    testTimeout: hangMs,
    hookTimeout: hangMs,
  },
});
