/** What `renderPng` needs besides the drawing. */
export interface PngOptions {
  /** The bytes of `index_bg.wasm` of `@resvg/resvg-wasm`; the first ones given serve every later call. */
  readonly wasm: ArrayBuffer | Uint8Array<ArrayBuffer>;
  /** TrueType fonts, the first of them the default. Text in other fonts is not drawn. */
  readonly fonts: readonly Uint8Array[];
  /** Pixels for each of the SVG's own, default 2. */
  readonly zoom?: number;
}

let started: Promise<void> | undefined;

/**
 * An SVG document as a PNG. The same on every machine: WebAssembly draws it, with the fonts given and none of
 * the system's.
 *
 * @example
 * ```ts no-run
 * const wasm = await readFile(require.resolve("@resvg/resvg-wasm/index_bg.wasm"));
 * const fonts = [await readFile("DejaVuSans.ttf")];
 * await writeFile("loss.png", await renderPng(svg, { wasm, fonts }));
 * ```
 */
export async function renderPng(
  svg: string,
  { wasm, fonts, zoom = 2 }: PngOptions,
): Promise<Uint8Array> {
  const { initWasm, Resvg } = await import("@resvg/resvg-wasm");
  started ??= initWasm(wasm);
  try {
    await started;
  } catch (error) {
    // Bytes that are no such module do not stand in the way of the right ones.
    started = undefined;
    throw error;
  }
  const drawing = new Resvg(svg, {
    fitTo: { mode: "zoom", value: zoom },
    font: { fontBuffers: [...fonts] },
  });
  try {
    const image = drawing.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}
