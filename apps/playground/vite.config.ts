import { fileURLToPath } from "node:url";
import { defaultClientConditions, defineConfig } from "vite";
import { offlinePlugin } from "./offline-plugin.ts";
import { plainKernelsPlugin } from "./plain-kernels-plugin.ts";

/**
 * Few files, each of one kind, since gzip begins anew with each and does best where like stands beside like: what every
 * view needs, the first view's charts, and the other views together. The kernels' bytes stand apart from the code.
 */
const pageChunks = [
  {
    name: "shell",
    test: /node_modules|playground[\\/]src[\\/](i18n|main|problem|protocol|settings|shell|state)\b/,
    priority: 2,
  },
  { name: "charts", test: /playground[\\/]src[\\/]charts\b|training-charts/, priority: 1 },
  { name: "views", test: /playground[\\/]src[\\/]views[\\/](?!train\b)[^\\/]+[\\/]/ },
];
const workerChunks = [{ name: "kernels", test: /kernels\.generated/ }];

/** Without comments, since notes for bundlers stay otherwise. */
const outputOf = (groups: { name: string; test: RegExp }[]) => ({
  comments: false,
  codeSplitting: { groups },
});

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
        find: /^\.\/find-closest\.[jt]s$/,
        replacement: fileURLToPath(new URL("src/closest-option.ts", import.meta.url)),
      },
      {
        find: /^\.\/(print|choice)\.[jt]s$/,
        replacement: fileURLToPath(new URL("src/left-out.ts", import.meta.url)),
      },
    ],
    conditions: [...(mode === "production" ? [] : ["@rnn/source"]), ...defaultClientConditions],
  },
  plugins: [plainKernelsPlugin(), offlinePlugin()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: {
    format: "es",
    plugins: () => [plainKernelsPlugin()],
    rolldownOptions: { output: outputOf(workerChunks) },
  },
  build: {
    target: "es2023",
    // Nothing inline, which a strict content security policy would refuse.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: outputOf(pageChunks) },
  },
}));
