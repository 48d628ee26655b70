/** What `renderPng` needs besides the drawing. */
export interface PngOptions {
  /** The bytes of `index_bg.wasm` of `@resvg/resvg-wasm`; the first ones given serve every later call. */
  readonly wasm: ArrayBuffer | Uint8Array<ArrayBuffer>;
  /** TrueType fonts, the first of them the default. Text is drawn in these only. */
  readonly fonts: readonly Uint8Array[];
  /** Pixels for each of the SVG's own, default 2. */
  readonly zoom?: number;
}

/**
 * An SVG document as a PNG: the same bytes on every machine, as WebAssembly draws it, with the fonts given and
 * none of the system's.
 *
 * @throws TypeError for bytes that are not the rasteriser's and for text that is not an SVG document
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
): Promise<Uint8Array<ArrayBuffer>> {
  const { Resvg } = await loadRasteriser(wasm);
  let drawing: InstanceType<typeof Resvg>;
  try {
    drawing = new Resvg(svg, {
      fitTo: { mode: "zoom", value: zoom },
      font: { fontBuffers: [...fonts] },
    });
  } catch (cause) {
    throw new TypeError(
      `renderPng: expected an SVG document, got one that cannot be read: ${messageOf(cause)}.`,
      { cause },
    );
  }
  try {
    const image = drawing.render();
    try {
      return Uint8Array.from(image.asPng());
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}

let started: Promise<void> | undefined;

async function loadRasteriser(wasm: PngOptions["wasm"]) {
  const rasteriser = await import("@resvg/resvg-wasm");
  started ??= rasteriser.initWasm(wasm);
  try {
    await started;
  } catch (cause) {
    // Another user of the module may have been first; that serves as well.
    if (messageOf(cause).startsWith("Already initialized")) return rasteriser;
    // Wrong bytes do not block the right ones.
    started = undefined;
    throw new TypeError(
      "renderPng: expected wasm to be the bytes of index_bg.wasm of @resvg/resvg-wasm, got others: " +
        `${messageOf(cause)}.`,
      { cause },
    );
  }
  return rasteriser;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
}
