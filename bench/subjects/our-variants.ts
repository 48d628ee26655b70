import type { EngineOption } from "@rnn/model";

/** A variant of @rnn/model. */
export interface OurVariant {
  readonly key: string;
  readonly variant: string;
  readonly engine: EngineOption;
}

/** The engines that are measured. */
export const ourVariants: readonly OurVariant[] = [
  { key: "wasm", variant: "the default engine", engine: "wasm" },
  { key: "relaxed", variant: "relaxed SIMD", engine: { kind: "wasm", relaxed: true } },
  { key: "threads", variant: "two threads", engine: { kind: "wasm", threads: 2 } },
  {
    key: "relaxed-threads",
    variant: "relaxed SIMD, two threads",
    engine: { kind: "wasm", relaxed: true, threads: 2 },
  },
  { key: "reference", variant: "the reference engine", engine: "reference" },
];
