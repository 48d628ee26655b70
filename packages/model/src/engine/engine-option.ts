import { checkChoice, checkOptions, checkType, checkWhole } from "@rnn/tensor/checks";

/** The engines, by name or with settings. */
export type EngineOption = "wasm" | "reference" | WasmEngineOption;

/** The wasm engine with settings. */
export interface WasmEngineOption {
  readonly kind: "wasm";
  /**
   * Fused multiply-add where the host has it, a fifth faster, with bits that differ between machines;
   * default false.
   */
  readonly relaxed?: boolean;
  /**
   * Threads that share each batch, the caller's one of them: a whole number from 1 to 8, default 1. Two are
   * 1.4 to 1.8 times as fast as one where two cores are free and a batch takes some milliseconds. In pages
   * they take cross-origin isolation, and `worker-src blob:` where a content security policy names sources.
   *
   * A `Sequential` has the bits of one thread whatever their number, and shares `fit` and long predictions.
   * `RecurrentNetwork` shares `fit`; each number gives the same bits in every run, on every machine that has
   * threads, and another number gives others.
   */
  readonly threads?: number;
}

/** @throws RangeError, TypeError unless `engine` is an engine's option. */
export function checkEngine(caller: string, engine: unknown): void {
  if (typeof engine !== "object" || engine === null) {
    checkChoice(caller, "engine", engine, ["wasm", "reference"]);
    return;
  }
  checkOptions(`${caller} engine`, engine, ["kind", "relaxed", "threads"]);
  const { kind, relaxed = false, threads = 1 } = engine as Record<string, unknown>;
  checkChoice(caller, "engine.kind", kind, ["wasm"]);
  checkType(caller, "engine.relaxed", relaxed, "boolean");
  checkWhole(caller, "engine.threads", threads, 1, { most: 8 });
}
