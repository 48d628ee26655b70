import { main } from "assemblyscript/asc";

/** Typed here because Node's types have no WebAssembly values. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** Multiply-add throughput of compiled WebAssembly on this machine, in GFLOP/s: assembly/peak.ts. */
export async function peakGflops(relaxed: boolean): Promise<number> {
  let bytes = new Uint8Array();
  const folder = new URL("..", import.meta.url).pathname;
  const args = ["assembly/peak.ts", "--baseDir", folder, "--outFile", "peak.wasm"];
  args.push("--runtime", "stub", "--optimizeLevel", "3", "--enable", "simd");
  if (relaxed) args.push("--enable", "relaxed-simd");
  const { error } = await main(args, {
    writeFile: (_name: string, contents: string | Uint8Array) => {
      if (typeof contents !== "string") bytes = Uint8Array.from(contents);
    },
  });
  if (error) throw error;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const { peak, flopsPerStep } = exports as {
    peak: (steps: number, factor: number) => number;
    flopsPerStep: { value: number };
  };
  const steps = 256 * 8000;
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 30; run++) {
    const started = performance.now();
    peak(steps, 0.5);
    best = Math.min(best, performance.now() - started);
    // The optimised code arrives between calls.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return (steps * flopsPerStep.value) / best / 1e6;
}
