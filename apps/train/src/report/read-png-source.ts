import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { PngOptions } from "@rnn/run-report";

const require = createRequire(import.meta.url);

/** The rasteriser and the fonts of the charts, as they are installed. */
export async function readPngSource(): Promise<PngOptions> {
  return {
    wasm: await readFile(require.resolve("@resvg/resvg-wasm/index_bg.wasm")),
    fonts: [
      await readFile(require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf")),
      await readFile(require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf")),
    ],
  };
}
