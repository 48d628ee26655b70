import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

/** Every package's tests: workspace packages are resolved to their sources, so nothing is built first. */
export default defineConfig({
  ssr: { resolve: { conditions: ["@rnn/source", ...defaultServerConditions] } },
  test: {
    maxWorkers: 2,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    passWithNoTests: false,
    testTimeout: 60_000,
  },
});
