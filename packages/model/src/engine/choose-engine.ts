import type { Engine } from "./engine.ts";
import type { EngineOption } from "./engine-option.ts";
import { referenceEngine } from "./reference/reference-engine.ts";
import {
  createWasmEngine,
  isRelaxedSimdAvailable,
  isSharedMemoryAvailable,
  isSimdAvailable,
  wasmEngine,
} from "./wasm/wasm-engine.ts";

/** The engine asked for, or the next best that this host runs; `warn` is called with which and why. */
export function chooseEngine(option: EngineOption, warn: (message: string) => void): Engine {
  if (option === "reference") return referenceEngine;
  if (!isSimdAvailable()) {
    warn(
      "WebAssembly SIMD is missing here or forbidden by a content security policy (it needs " +
        "'wasm-unsafe-eval'): the reference engine takes over, some forty times slower.",
    );
    return referenceEngine;
  }
  const { relaxed = false, threads = 1 } = option === "wasm" ? {} : option;
  const fused = relaxed && isRelaxedSimdAvailable();
  if (relaxed && !fused) {
    warn("Relaxed SIMD is missing here: the plain kernels take over, about a fifth slower.");
  }
  const shared = threads > 1 && isSharedMemoryAvailable();
  if (threads > 1 && !shared) {
    warn(
      "Shared memory is missing here (a page must be cross-origin isolated): one thread takes over.",
    );
  }
  if (!fused && !shared) return wasmEngine;
  return createWasmEngine({
    relaxed: fused,
    threads: shared ? threads : 1,
    onThreadsMissing: (reason) => warn(`Threads do not start here (${reason}): one takes over.`),
  });
}
