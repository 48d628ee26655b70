/** The kernels as WebAssembly modules: whether this host runs them, and instances of them. */
import { compileOnce, instantiateModule, succeeds, type WasmMemory } from "./compile.ts";
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
  readonly memory: WasmMemory;
  /** Bytes of a plan. */
  readonly planBytes: { readonly value: number };
  /** The first byte after the kernels' own constants. */
  readonly dataEnd: { readonly value: number };
  /** The logits of the states at an address. */
  readLogits(plan: number, states: number): void;
  update(plan: number, learningRate: number): void;
  /** Adds the gradients of another share's plan to those of this one's. */
  addGradients(plan: number, other: number): void;
  /** In place; a multiple of 32 bytes. */
  tanh(address: number, bytes: number): void;
}

/** An instance over memory that threads share, and what a thread makes its own from. */
export interface SharedKernels {
  readonly module: object;
  readonly memory: WasmMemory;
  readonly kernels: Kernels;
}

const compiled = compileOnce(kernelsByVariant);

/** Kernels with plain arithmetic, or with fused multiply-add. */
export type Variant = keyof typeof kernelsByVariant;

/** A fresh instance with a memory of its own. @throws what the host throws where it cannot compile. */
export function instantiate(variant: Variant): Kernels {
  return checkKernels(instantiateModule(compiled(variant, "own"), "own").exports as Kernels);
}

/** A fresh instance over a fresh memory. @throws as `instantiate`, and where memory cannot be shared. */
export function instantiateShared(variant: Variant): SharedKernels {
  const module = compiled(variant, "shared");
  const { memory, exports } = instantiateModule(module, "shared");
  return { module, memory, kernels: checkKernels(exports as Kernels) };
}

/** @throws Error where host and kernels have different plans */
function checkKernels(kernels: Kernels): Kernels {
  const expected = planFields.length * 4;
  const { value } = kernels.planBytes;
  if (value === expected) return kernels;
  throw new Error(
    `The kernels expect a plan of ${value} bytes, the host writes ${expected}. Run scripts/build-kernels.mjs.`,
  );
}

/**
 * Whether this host runs the wasm engine: false without WebAssembly, without its SIMD, or where a content
 * security policy forbids compiling.
 */
export function isSimdAvailable(): boolean {
  return succeeds(() => compiled("plain", "own"));
}

/** Whether this host has relaxed SIMD as well: Node from 22 on, browsers of 2024 on. */
export function isRelaxedSimdAvailable(): boolean {
  return succeeds(() => compiled("relaxed", "own"));
}
