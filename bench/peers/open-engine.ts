import { setFlagsFromString } from "node:v8";
import type { EngineOption } from "@rnn/model";
import { ourVariants } from "../subjects/our-variants.ts";

/** The engine of a variant of ours, with what Node needs to run it. */
export function openEngine(key: string): EngineOption {
  const variant = ourVariants.find((each) => each.key === key);
  if (variant === undefined) throw new Error(`bench: expected a variant of @rnn/model, got ${key}`);
  const { engine } = variant;
  // Node 20 has relaxed SIMD behind a flag, later ones have it.
  if (typeof engine === "object" && engine.relaxed && process.versions.node.startsWith("20.")) {
    setFlagsFromString("--experimental-wasm-relaxed-simd");
  }
  return engine;
}
