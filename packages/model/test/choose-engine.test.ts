import { afterEach, expect, test, vi } from "vitest";
import { RecurrentNetwork } from "../src/index.ts";
import { lastToken } from "./last-token.ts";

const { x, y } = lastToken(40);

afterEach(() => void vi.unstubAllGlobals());

interface Compiler {
  Module: new (bytes: Uint8Array) => object;
  Instance: unknown;
  Memory: unknown;
}

/** A host whose content security policy forbids to compile, or that lacks relaxed SIMD. */
function stubCompiler(allows: (compiled: number) => boolean): void {
  // No library of types in use here names WebAssembly.
  const { Module, Instance, Memory } = Reflect.get(globalThis, "WebAssembly") as Compiler;
  let compiled = 0;
  function compile(bytes: Uint8Array): object {
    if (!allows(compiled++)) throw new Error("forbidden");
    return new Module(bytes);
  }
  vi.stubGlobal("WebAssembly", { Module: compile, Instance, Memory });
}

async function trainWith(
  options: ConstructorParameters<typeof RecurrentNetwork>[0],
): Promise<RecurrentNetwork> {
  const network = new RecurrentNetwork({ nCells: 5, ...options });
  await network.fit(x, y, { epochs: 2 });
  return network;
}

// The order matters: a module that was compiled once is kept.
test("where WebAssembly is forbidden the reference engine takes over, with one warning", async () => {
  const reference = await trainWith({ engine: "reference" });
  stubCompiler(() => false);
  const warnings: string[] = [];
  const network = await trainWith({ onWarning: (message) => warnings.push(message) });
  network.score(x, y);
  expect(warnings).toEqual([
    expect.stringMatching(/wasm-unsafe-eval.*reference engine takes over/),
  ]);
  expect(network.weights).toEqual(reference.weights);
});

test("a warning that nobody listens to goes to console.warn, once", async () => {
  stubCompiler(() => false);
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const network = await trainWith({});
  network.score(x, y);
  await trainWith({});
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/wasm-unsafe-eval.*takes over/)]]);
  warn.mockClear();
  await trainWith({ onWarning: () => {} });
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

test("where WebAssembly is missing the reference engine takes over", async () => {
  vi.stubGlobal("WebAssembly", undefined);
  const warnings: string[] = [];
  await trainWith({ onWarning: (message) => warnings.push(message) });
  expect(warnings.length).toBe(1);
});

test("where relaxed SIMD is missing the plain kernels take over, with one warning", async () => {
  stubCompiler((compiled) => compiled === 0);
  const warnings: string[] = [];
  const engine = { kind: "wasm", relaxed: true } as const;
  const network = await trainWith({ engine, onWarning: (message) => warnings.push(message) });
  expect(warnings).toEqual([expect.stringMatching(/plain kernels take over/)]);
  vi.unstubAllGlobals();
  expect(network.weights).toEqual((await trainWith({ engine: "wasm" })).weights);
});

test("relaxed kernels, where the host has them, give the same within 1e-5", async () => {
  const warnings: string[] = [];
  const engine = { kind: "wasm", relaxed: true } as const;
  const relaxed = await trainWith({ engine, onWarning: (message) => warnings.push(message) });
  const plain = await trainWith({});
  relaxed.losses.forEach((loss, i) => expect(Math.abs(loss - plain.losses[i])).toBeLessThan(1e-5));
  expect(relaxed.options.engine).toEqual(engine);
  expect(RecurrentNetwork.load(relaxed.save()).options).toEqual(relaxed.options);
});

test.each([
  [{ engine: { kind: "gpu" } }, /engine.kind to be "wasm", got "gpu"/],
  [{ engine: { kind: "wasm", relaxed: 1 } }, /engine.relaxed to be a boolean, got 1/],
  [
    { engine: { kind: "wasm", fast: true } },
    /expected the options kind, relaxed, threads, got fast/,
  ],
  [
    { engine: { kind: "wasm", threads: 0 } },
    /engine.threads to be a whole number from 1 to 8, got 0/,
  ],
  [
    { engine: { kind: "wasm", threads: 9 } },
    /engine.threads to be a whole number from 1 to 8, got 9/,
  ],
  [{ engine: { kind: "wasm", threads: 1.5 } }, /engine.threads to be a whole number/],
  [{ engine: { kind: "wasm", threads: "2" } }, /engine.threads to be a whole number .* got "2"/],
  [{ engine: 3 }, /engine to be "wasm" or "reference", got 3/],
])("%j is refused", (options, message) => {
  expect(() => new RecurrentNetwork(options as object)).toThrow(message);
});
