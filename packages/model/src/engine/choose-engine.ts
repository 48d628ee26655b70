import type { EngineOption } from "../network-options.ts";
import type { ParameterName } from "../parameters.ts";
import type { Engine } from "./engine.ts";
import { referenceEngine } from "./reference.ts";
import { createWasmEngine, isRelaxedSimdAvailable, isSimdAvailable, wasmEngine } from "./wasm.ts";

/** The engine asked for, or the next best that this host runs; `warn` is told which and why. */
export function chooseEngine(
  option: EngineOption,
  warn: (message: string) => void,
): Engine<ParameterName> {
  if (option === "reference") return referenceEngine;
  if (!isSimdAvailable()) {
    warn(
      "WebAssembly SIMD is missing here or forbidden by a content security policy (it needs " +
        "'wasm-unsafe-eval'): the reference engine takes over, some forty times slower.",
    );
    return referenceEngine;
  }
  if (option === "wasm" || !option.relaxed) return wasmEngine;
  if (isRelaxedSimdAvailable()) return createWasmEngine({ relaxed: true });
  warn("Relaxed SIMD is missing here: the plain kernels take over, about a fifth slower.");
  return wasmEngine;
}
