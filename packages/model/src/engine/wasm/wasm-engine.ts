/**
 * The reference engine's formulas over SIMD kernels in WebAssembly, in float32. Rounding is the same on
 * every machine, so equal inputs give equal bits. The kernels and their formulas are in assembly/.
 */
import type { Engine } from "../engine.ts";
import { ChapterSession } from "./chapter-session.ts";
import { hasOwnKernels } from "./has-own-kernels.ts";
import { instantiate, instantiateShared } from "./kernels.ts";
import { PlanSession } from "./layers/plan-session.ts";
import { WasmThreads } from "./threads.ts";

export {
  isRelaxedSimdAvailable,
  isSharedMemoryAvailable,
  isSimdAvailable,
} from "./kernels.ts";

/** How a wasm engine runs. */
export interface WasmEngineOptions {
  /**
   * Fused multiply-add, about a fifth faster where the host has relaxed SIMD (`isRelaxedSimdAvailable`);
   * `open` throws elsewhere. Bits then differ between machines. Default false.
   */
  readonly relaxed?: boolean;
  /**
   * Whether one row computes the states of all that are still in their leading padding. The bits are the
   * same with and without; default true.
   */
  readonly sharePads?: boolean;
  /**
   * Into how many shares each batch is split, with a thread for each but the first; `open` throws where
   * memory cannot be shared (`isSharedMemoryAvailable`). Each number has gradients of its own bits, the
   * same in every run. Default 1.
   */
  readonly threads?: number;
  /** Called once with the reason where threads do not start; one then runs all shares, with equal bits. */
  readonly onThreadsMissing?: (reason: string) => void;
}

/** An engine of the given options. Its `open` throws what the host does where it cannot compile. */
export function createWasmEngine(options: WasmEngineOptions = {}): Engine {
  const { relaxed = false, sharePads = true, threads = 1, onThreadsMissing } = options;
  let hasWarned = false;
  const warn = (reason: string): void => {
    if (!hasWarned) onThreadsMissing?.(reason);
    hasWarned = true;
  };
  return {
    open: (session) => {
      if (!hasOwnKernels(session.plan)) {
        if (threads > 1) warn("these layers' kernels use one");
        return new PlanSession(session, relaxed);
      }
      if (threads === 1) {
        const kernels = [instantiate(relaxed ? "relaxed" : "plain")];
        return new ChapterSession(session, sharePads, kernels);
      }
      const shared = instantiateShared(relaxed ? "sharedRelaxed" : "sharedPlain", threads);
      return new ChapterSession(session, sharePads, shared.kernels, (plans) => ({
        shared,
        threads: new WasmThreads(shared, plans, warn),
      }));
    },
  };
}

/** Float32 with equal bits on every machine. */
export const wasmEngine: Engine = createWasmEngine();
