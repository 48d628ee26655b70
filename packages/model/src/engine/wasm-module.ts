/** The kernels as WebAssembly modules: whether this host runs them, and instances of them. */
import { plainKernels, relaxedKernels } from "./wasm-kernels.generated.ts";

/** What the kernels must be told: the shape, and the address of everything they read or write. */
export const settingNames = [
  "cells",
  "features",
  "stride",
  "w1h",
  "w1x",
  "b1",
  "w2",
  "b2",
  "w1hGradient",
  "w1xGradient",
  "b1Gradient",
  "w2Gradient",
  "b2Gradient",
  "w1hTransposed",
  "touched",
  "marks",
  "inputs",
  "live",
  "passing",
  "kept",
  "errors",
  "logits",
] as const;

/** One of the kernels' settings; assembly/layout.ts says what each is. */
export type SettingName = (typeof settingNames)[number];

/** The exports of an instance. Its settings are exported too, as mutable globals. */
export type Kernels = Readonly<Record<SettingName, { value: number }>> & {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  forward(rows: number, steps: number, keep: number, dense: boolean): void;
  backward(rows: number, steps: number, keep: number, dense: boolean, exact: boolean): void;
  update(learningRate: number): void;
  /** In place; a multiple of 16 bytes. */
  tanh(address: number, bytes: number): void;
};

/** The names that every JavaScript host has, typed here because the package is tied to no host. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};
declare const atob: (base64: string) => string;

const modules: { plain?: object; relaxed?: object } = {};

/** A module compiles once; its instances then share the machine code. */
function compiled(variant: "plain" | "relaxed"): object {
  modules[variant] ??= new WebAssembly.Module(
    bytesOf(variant === "plain" ? plainKernels : relaxedKernels),
  );
  return modules[variant];
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** A fresh instance with a memory of its own. @throws what the host throws where it cannot compile. */
export function instantiate(variant: "plain" | "relaxed"): Kernels {
  return new WebAssembly.Instance(compiled(variant)).exports as Kernels;
}

/**
 * Whether this host runs the wasm engine: false without WebAssembly, without its SIMD, or where a content
 * security policy forbids compiling.
 */
export function isSimdAvailable(): boolean {
  return compiles("plain");
}

/** Whether this host has relaxed SIMD as well: Node from 22 on, browsers of 2024 on. */
export function isRelaxedSimdAvailable(): boolean {
  return compiles("relaxed");
}

/** Compiling is the test: `validate` would pass where a content security policy forbids it. */
function compiles(variant: "plain" | "relaxed"): boolean {
  try {
    compiled(variant);
    return true;
  } catch {
    return false;
  }
}
