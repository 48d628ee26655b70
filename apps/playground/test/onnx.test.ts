import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { encodeOnnx } from "@rnn/text-classifier/onnx";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultSettings } from "../src/settings/settings.ts";
import { classifierOf } from "../src/worker/classifier-of.ts";
import { makeModelFile } from "../src/worker/inspect/make-files.ts";
import { openRun } from "./run-settings.ts";

interface PageWriter {
  readonly write: (model: Uint8Array) => Uint8Array;
}

let folder: string;
let writer: PageWriter;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rnn-onnx-"));
  const playground = fileURLToPath(new URL("..", import.meta.url));
  await build({
    root: playground,
    mode: "test",
    logLevel: "error",
    build: {
      outDir: folder,
      lib: {
        entry: fileURLToPath(new URL("onnx-program.ts", import.meta.url)),
        formats: ["es"],
        fileName: () => "writer.mjs",
      },
    },
  });
  writer = (await import(pathToFileURL(join(folder, "writer.mjs")).href)) as PageWriter;
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  { cell: "chapter", optimizer: "sgd" },
  { cell: "simple", readout: "average" },
  { cell: "lstm", mask: false },
  { cell: "gru", readout: "maximum" },
] as const)("the page's ONNX file of $cell has the bytes of the library's", async (changes) => {
  const settings = { ...defaultSettings, reviews: 100, length: 10, epochs: 1, ...changes };
  const { session, until } = await openRun(settings);
  const done = until("done");
  session.run.play();
  await done;
  const expected = encodeOnnx(classifierOf(session));
  expect(Buffer.compare(writer.write(makeModelFile(session)), expected)).toBe(0);
});
