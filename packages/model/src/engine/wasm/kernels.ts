/** The kernels as WebAssembly modules: whether this host runs them, and instances of them. */
import { kernelsByVariant } from "./kernels.generated.ts";

/** What the kernels must be told: the shape, and the address of everything they read or write. */
export const settingNames = [
  "cells",
  "features",
  "tokenBytes",
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
  "tokenRows",
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
  readonly memory: {
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
    grow(pages: number): number;
  };
  forward(rows: number, steps: number, keep: number, dense: boolean): void;
  /** The logits of the states at an address. */
  readLogits(rows: number, states: number): void;
  backward(rows: number, steps: number, keep: number, dense: boolean, exact: boolean): void;
  update(learningRate: number): void;
  /** In place; a multiple of 32 bytes. */
  tanh(address: number, bytes: number): void;
};

/** An instance whose memory others share. */
export type SharingKernels = Kernels & {
  /** Adds the gradients of another instance, by their addresses. */
  addGradients(w1h: number, w1x: number, b1: number, w2: number, b2: number, touched: number): void;
};

/** Instances over one memory, each with settings of its own; and what a thread makes its own from. */
export interface SharedKernels {
  readonly module: object;
  readonly memory: object;
  readonly kernels: readonly SharingKernels[];
}

/** The builds of the kernels. */
export type Variant = keyof typeof kernelsByVariant;

/** The names that every JavaScript host has, typed here because the package is tied to no host. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports?: object) => { readonly exports: unknown };
  readonly Memory: new (sizes: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => object;
};
declare const atob: (base64: string) => string;

const modules: Partial<Record<Variant, object>> = {};

/** A module compiles once; its instances then share the machine code. */
function compiled(variant: Variant): object {
  modules[variant] ??= new WebAssembly.Module(bytesOf(kernelsByVariant[variant]));
  return modules[variant];
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** A fresh instance with a memory of its own. @throws what the host throws where it cannot compile. */
export function instantiate(variant: "plain" | "relaxed"): Kernels {
  return new WebAssembly.Instance(compiled(variant)).exports as Kernels;
}

/** Fresh instances over one fresh memory. @throws as `instantiate`, and where memory cannot be shared. */
export function instantiateShared(
  variant: "sharedPlain" | "sharedRelaxed",
  count: number,
): SharedKernels {
  const module = compiled(variant);
  const memory = sharedMemory();
  const kernels = Array.from({ length: count }, () => {
    return new WebAssembly.Instance(module, { env: { memory } }).exports as SharingKernels;
  });
  return { module, memory, kernels };
}

/** One page, which may grow to 4 GiB. */
function sharedMemory(): object {
  return new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
}

/**
 * Whether this host runs the wasm engine: false without WebAssembly, without its SIMD, or where a content
 * security policy forbids compiling.
 */
export function isSimdAvailable(): boolean {
  return succeeds(() => compiled("plain"));
}

/** Whether this host has relaxed SIMD as well: Node from 22 on, browsers of 2024 on. */
export function isRelaxedSimdAvailable(): boolean {
  return succeeds(() => compiled("relaxed"));
}

/** Whether threads can share memory: true in Node, and in pages that are cross-origin isolated. */
export function isSharedMemoryAvailable(): boolean {
  // Some pages can make shared memory and yet not send it to a worker; those lack the constructor.
  return (
    typeof SharedArrayBuffer !== "undefined" &&
    succeeds(() => {
      compiled("sharedPlain");
      sharedMemory();
    })
  );
}

/** Doing it is the test: `validate` would pass where a content security policy forbids to compile. */
function succeeds(attempt: () => void): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
