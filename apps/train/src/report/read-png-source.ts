import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { PngOptions } from "@rnn/run-report";

/** Scripts that the bundled font has. */
const drawable =
  /^(?!.*\p{Extended_Pictographic})[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]*$/su;

/** Whether a PNG shows the text: its font has no Korean, Chinese or Japanese, which would be empty boxes. */
export function isDrawable(text: string): boolean {
  return drawable.test(text);
}

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
