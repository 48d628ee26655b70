import type { Engine } from "../engine.ts";

/** How a wasm engine runs. */
export interface WasmOptions {
  /**
   * Fused multiply-add, about a fifth faster where the host has relaxed SIMD; `open` throws elsewhere. Bits
   * then differ between machines. Default false.
   */
  readonly relaxed?: boolean;
  /** Into how many shares each batch is dealt, with a thread for each but the first. Default 1. */
  readonly threads?: number;
  /** Called once with why threads do not start, where they do not; one then runs all shares. */
  readonly onThreadsMissing?: (reason: string) => void;
}

/** Kernels for some plans: whether this host runs them, and engines over them. */
export interface WasmBuild {
  isAvailable(): boolean;
  isRelaxedAvailable(): boolean;
  /** Why threads cannot share the work; undefined where they can. */
  findThreadsMissing(): string | undefined;
  createEngine(options: WasmOptions): Engine;
}
