/**
 * The reference engine's formulas over SIMD kernels in WebAssembly, in float32. Rounding is the same on
 * every machine, so equal inputs give equal bits. The kernels and their formulas are in assembly/.
 */
import type { Engine } from "../engine.ts";
import { ChapterSession } from "./chapter-session.ts";
import {
  instantiate,
  instantiateShared,
  isRelaxedSimdAvailable,
  isSimdAvailable,
} from "./kernels.ts";
import { WasmThreads } from "./threads.ts";
import { findThreadsMissing, reportOnce } from "./threads-missing.ts";
import type { WasmBuild, WasmOptions } from "./wasm-build.ts";

/** How the chapter's engine runs. */
export interface WasmEngineOptions extends WasmOptions {
  /**
   * Whether one row computes the states of all that are still in their leading padding. The bits are the
   * same with and without; default true.
   */
  readonly sharePads?: boolean;
}

/** The chapter's kernels. Each number of threads has gradients of its own bits, the same in every run. */
export const chapterBuild: WasmBuild = {
  isAvailable: isSimdAvailable,
  isRelaxedAvailable: isRelaxedSimdAvailable,
  findThreadsMissing,
  createEngine: createWasmEngine,
};

/** An engine of the given options. Its `open` throws what the host does where it cannot compile. */
export function createWasmEngine(options: WasmEngineOptions = {}): Engine {
  const { relaxed = false, sharePads = true, threads = 1, onThreadsMissing } = options;
  const warn = reportOnce(onThreadsMissing);
  return {
    open: (session) => {
      const variant = relaxed ? "relaxed" : "plain";
      if (threads === 1) return new ChapterSession(session, sharePads, instantiate(variant));
      const { module, memory, kernels } = instantiateShared(variant);
      return new ChapterSession(session, sharePads, kernels, {
        count: threads,
        connect: (lists) =>
          new WasmThreads({ module, memory, lists, caller: "RecurrentNetwork", warn }),
      });
    },
  };
}

/** Float32 with equal bits on every machine. */
export const wasmEngine: Engine = createWasmEngine();
