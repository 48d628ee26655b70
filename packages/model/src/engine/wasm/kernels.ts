/** The kernels as WebAssembly modules: whether this host runs them, and instances of them. */
import { compileOnce, instantiateModule, succeeds } from "./compile.ts";
import { kernelsByVariant, planFields } from "./kernels.generated.ts";

/** A field of a plan; assembly/plan.ts says what each is. */
export type PlanField = (typeof planFields)[number];

/** The kernels that run over a plan, by name; `plan` is its address. */
export interface PlanKernels {
  forward(plan: number): void;
  backward(plan: number): void;
}

/** The exports of an instance. */
export interface Kernels extends PlanKernels {
  readonly memory: {
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
    grow(pages: number): number;
  };
  /** Bytes of a plan. */
  readonly planBytes: { readonly value: number };
  /** The first byte after the kernels' own constants. */
  readonly dataEnd: { readonly value: number };
  /** The logits of the states at an address. */
  readLogits(plan: number, states: number): void;
  update(plan: number, learningRate: number): void;
  /** In place; a multiple of 32 bytes. */
  tanh(address: number, bytes: number): void;
}

/** An instance whose memory others share. */
export interface SharingKernels extends Kernels {
  /** Adds the gradients of another share's plan to those of this one's. */
  addGradients(plan: number, other: number): void;
}

/** An instance over memory that threads share, and what a thread makes its own from. */
export interface SharedKernels {
  readonly module: object;
  readonly memory: object;
  readonly kernels: SharingKernels;
}

/** The names that every JavaScript host has, typed here because the package is tied to no host. */
declare const WebAssembly: {
  readonly Memory: new (sizes: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => object;
};

const compiled = compileOnce(kernelsByVariant);

/** A fresh instance with a memory of its own. @throws what the host throws where it cannot compile. */
export function instantiate(variant: "plain" | "relaxed"): Kernels {
  return checkKernels(instantiateModule(compiled(variant)) as Kernels);
}

/** A fresh instance over a fresh memory. @throws as `instantiate`, and where memory cannot be shared. */
export function instantiateShared(variant: "sharedPlain" | "sharedRelaxed"): SharedKernels {
  const module = compiled(variant);
  const memory = sharedMemory();
  const instance = instantiateModule(module, { env: { memory } }) as SharingKernels;
  return { module, memory, kernels: checkKernels(instance) };
}

/** @throws Error where host and kernels have different plans */
function checkKernels<K extends Kernels>(kernels: K): K {
  const expected = planFields.length * 4;
  const { value } = kernels.planBytes;
  if (value === expected) return kernels;
  throw new Error(
    `The kernels expect a plan of ${value} bytes, the host writes ${expected}. Run scripts/build-kernels.mjs.`,
  );
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
