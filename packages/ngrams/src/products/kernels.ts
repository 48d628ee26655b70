import { kernels } from "./kernels.generated.ts";

/** A kernel's arguments are addresses in bytes, but for the rows and the bytes of one. */
type Kernel = (
  rows: number,
  rowBytes: number,
  offsets: number,
  columns: number,
  values: number,
  matrix: number,
  b: number,
  z: number,
) => void;

/** The exports of assembly/index.ts. */
export interface Kernels {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly multiply: Kernel;
  readonly addTransposed: Kernel;
}

/** The names that every JavaScript host has, typed here because the package is tied to no host. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** A fresh instance; undefined where the host cannot compile it, or a content security policy forbids to. */
export function instantiateKernels(): Kernels | undefined {
  try {
    const bytes = Uint8Array.from({ length: kernels.length / 2 }, (_, i) =>
      Number.parseInt(kernels.slice(2 * i, 2 * i + 2), 16),
    );
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Kernels;
  } catch {
    return undefined;
  }
}
