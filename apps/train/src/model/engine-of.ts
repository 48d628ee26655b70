import type { EngineOption } from "@rnn/model";
import type { TrainingOptions } from "../options/training-options.ts";

/** The engine that the options name, with their threads. */
export function engineOf({
  engine,
  threads = 1,
}: Pick<TrainingOptions, "engine" | "threads">): EngineOption {
  return engine === "wasm" && threads > 1 ? { kind: "wasm", threads } : engine;
}
