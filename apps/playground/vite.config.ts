import { fileURLToPath } from "node:url";
import { defaultClientConditions, defineConfig } from "vite";
import { offlinePlugin } from "./offline-plugin.ts";

/** Notes for bundlers stay otherwise. */
const withoutComments = { comments: false };

export default defineConfig(({ mode }) => ({
  // Relative addresses: the files run from any folder of any host.
  base: "./",
  // The packages as they are published; in tests and while developing their sources, so that nothing is built first.
  resolve: {
    alias: [
      {
        find: /^(@bufbuild\/protobuf|onnx-buf)$/,
        replacement: fileURLToPath(new URL("src/onnx/write-model-proto.ts", import.meta.url)),
      },
      {
        find: "fastest-levenshtein",
        replacement: fileURLToPath(new URL("src/closest-option.ts", import.meta.url)),
      },
    ],
    conditions: [...(mode === "production" ? [] : ["@rnn/source"]), ...defaultClientConditions],
  },
  plugins: [offlinePlugin()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es", rolldownOptions: { output: withoutComments } },
  build: {
    target: "es2023",
    // Nothing inline, which a strict content security policy would refuse.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: withoutComments },
  },
}));
