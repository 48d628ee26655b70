import type { Engine } from "./engine.ts";
import type { EngineOption } from "./engine-option.ts";
import { referenceEngine } from "./reference/reference-engine.ts";
import type { WasmBuild } from "./wasm/wasm-build.ts";

/** The engine asked for, or the next best that this host runs; `warn` is called with which and why. */
export function chooseEngine(
  option: EngineOption,
  build: WasmBuild,
  warn: (message: string) => void,
): Engine {
  if (option === "reference") return referenceEngine;
  if (!build.isAvailable()) {
    warn(
      "WebAssembly SIMD is missing here or forbidden by a content security policy (it needs " +
        "'wasm-unsafe-eval'): the reference engine takes over, some forty times slower.",
    );
    return referenceEngine;
  }
  const { relaxed = false, threads = 1 } = option === "wasm" ? {} : option;
  const fused = relaxed && build.isRelaxedAvailable();
  if (relaxed && !fused) {
    warn("Relaxed SIMD is missing here: the plain kernels take over, about a fifth slower.");
  }
  const missing = threads > 1 ? build.findThreadsMissing() : undefined;
  if (missing !== undefined) warn(missing);
  return build.createEngine({
    relaxed: fused,
    threads: missing === undefined ? threads : 1,
    onThreadsMissing: (reason) => warn(`Threads do not start here (${reason}): one takes over.`),
  });
}
