import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: ["packages/*", "!packages/testing", "apps/*", "bench", "examples", "scripts"],
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**/*.ts", "apps/*/src/**/*.ts"],
      exclude: ["packages/testing/**", "**/*.test.ts", "**/*.generated.ts"],
      reporter: [["text", { skipFull: true }], "html"],
    },
  },
});
