/** WebAssembly modules from hexadecimal, each compiled once, and instances of them over memory of their own. */

/** What this package asks of a memory. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
  grow(pages: number): number;
}

/** The names that every JavaScript host has, typed here because the package is tied to no host. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  readonly Memory: new (sizes: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: boolean;
  }) => WasmMemory;
};

/** Whether only one thread reads and writes the memory of an instance, or several do. */
export type MemoryKind = "own" | "shared";

/** An instance over a memory. */
export interface Instance {
  readonly memory: WasmMemory;
  readonly exports: unknown;
}

/** How a module imports its memory: `env`, `memory`, that it is a memory; then comes a byte of flags. */
const memoryImport = "03656e76066d656d6f727902";
/** That its size has a maximum, and that it is shared besides. */
const limited = "01";
const limitedAndShared = "03";

/**
 * Gives the module of a variant, over either kind of memory; its instances share the machine code. It throws
 * what the host throws. The modules are compiled for shared memory: all that differs is how they import it.
 */
export function compileOnce<V extends string>(
  hexadecimalByVariant: Readonly<Record<V, string>>,
): (variant: V, kind: MemoryKind) => object {
  const modules: Record<MemoryKind, Partial<Record<V, object>>> = { own: {}, shared: {} };
  return (variant, kind) => {
    const hexadecimal = hexadecimalByVariant[variant];
    const imported = memoryImport + (kind === "shared" ? limitedAndShared : limited);
    modules[kind][variant] ??= new WebAssembly.Module(
      bytesOf(hexadecimal.replace(memoryImport + limitedAndShared, imported)),
    );
    return modules[kind][variant];
  };
}

/** A fresh instance over a fresh memory of one page, which may grow to 4 GiB. @throws what the host throws */
export function instantiateModule(module: object, kind: MemoryKind): Instance {
  const sizes = { initial: 1, maximum: 65536, shared: kind === "shared" };
  const memory = new WebAssembly.Memory(sizes);
  return { memory, exports: new WebAssembly.Instance(module, { env: { memory } }).exports };
}

/** Whether threads can share memory: true in Node, and in pages that are cross-origin isolated. */
export function isSharedMemoryAvailable(): boolean {
  // Some pages can make shared memory and yet not send it to a worker; those lack the constructor.
  return (
    typeof SharedArrayBuffer !== "undefined" &&
    succeeds(() => new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true }))
  );
}

/** Doing it is the test: `validate` would pass where a content security policy forbids to compile. */
export function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

function bytesOf(hexadecimal: string): Uint8Array {
  return Uint8Array.from({ length: hexadecimal.length / 2 }, (_, i) =>
    Number.parseInt(hexadecimal.slice(2 * i, 2 * i + 2), 16),
  );
}
