import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { planFields } from "../src/engine/wasm/kernels.generated.ts";
import { instantiate, instantiateShared, isSimdAvailable } from "../src/engine/wasm/kernels.ts";
import { BatchOrder, LoadedSequences } from "../src/engine/wasm/loaded-sequences.ts";
import { SessionMemory } from "../src/engine/wasm/session-memory.ts";

test("the committed kernels are what assembly/ compiles to", () => {
  const script = fileURLToPath(new URL("../scripts/build-kernels.mjs", import.meta.url));
  expect(() =>
    execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" }),
  ).not.toThrow();
});

describe("tanh", () => {
  const kernels = instantiate("plain");
  const memory = new SessionMemory(kernels, 1, 16, 4096);
  const at = memory.at("kernel");

  function tanh(values: readonly number[]): Float32Array {
    const padded = Math.ceil(values.length / 16) * 16;
    memory.floats.set(values, at);
    kernels.tanh(at * 4, padded * 4);
    return memory.floats.slice(at, at + values.length);
  }

  test("is within 2.5e-7 of the true value, odd, and at most 1", () => {
    const values = Array.from({ length: 60_000 }, (_, i) => Math.fround((i / 60_000) ** 2 * 12));
    const found = tanh(values);
    const mirrored = tanh(values.map((x) => -x));
    let worst = 0;
    for (let i = 0; i < values.length; i++) {
      worst = Math.max(worst, Math.abs(found[i] - Math.tanh(values[i])));
    }
    expect(worst).toBeLessThan(2.5e-7);
    expect(mirrored).toEqual(found.map((y) => -y));
    expect(Math.max(...found.subarray(0, 1000), ...found.subarray(-1000))).toBeLessThanOrEqual(1);
  });

  test("keeps NaN, and takes infinity to 1", () => {
    const [nan, up, down, zero] = tanh([Number.NaN, Infinity, -Infinity, 0]);
    expect(nan).toBeNaN();
    expect(up).toBeCloseTo(1, 6);
    expect(down).toBe(-up);
    expect(zero).toBe(0);
  });
});

describe("the memory of a session", () => {
  test("gives every field of the plans a value, areas that do not overlap, and none below the kernels' data", () => {
    const { kernels } = instantiateShared("plain");
    const memory = new SessionMemory(kernels, 3, 20, 30);
    memory.reserve({ rows: 7, keptStates: 35, errorRows: 7, steps: 9, inputWidth: 1 });
    const numbers = new Set<string>(["cells", "features", "tokenBytes", "stride"]);
    const ofBatch = new Set<string>(["rows", "steps", "keep", "dense", "exact"]);
    const addresses = memory.plans.flatMap((plan) =>
      planFields
        .map((name, i) => ({ name, value: memory.integers[plan / 4 + i] }))
        .filter(({ name }) => !ofBatch.has(name))
        .filter(({ name, value }) => value === 0 || !numbers.has(name)),
    );
    expect(addresses.filter(({ value }) => value === 0)).toEqual([]);
    expect(Math.min(...addresses.map(({ value }) => value))).toBeGreaterThan(
      Math.max(...memory.plans) + kernels.planBytes.value - 1,
    );
    expect(Math.min(...memory.plans)).toBeGreaterThanOrEqual(kernels.dataEnd.value);
    // The five parameters are common to all three.
    const areas = planFields.length - numbers.size - ofBatch.size;
    expect(new Set(addresses.map(({ value }) => value)).size).toBe(3 * (areas - 5) + 5);
  });

  test("belongs to kernels with the same plan: others are refused", async () => {
    const generated = "../src/engine/wasm/kernels.generated.ts";
    vi.resetModules();
    vi.doMock(generated, async (original) => ({
      ...(await original<object>()),
      planFields: planFields.slice(1),
    }));
    const fresh = await import("../src/engine/wasm/kernels.ts");
    vi.doUnmock(generated);
    vi.resetModules();
    expect(() => fresh.instantiate("plain")).toThrow(/a plan of \d+ bytes, the host writes \d+/);
  });

  test("does not move or grow for a batch that fits", () => {
    const memory = new SessionMemory(instantiate("plain"), 1, 20, 30);
    const shape = { rows: 32, keptStates: 352, errorRows: 32, steps: 100, inputWidth: 1 };
    expect(memory.reserve(shape)).toBe(true);
    const { floats } = memory;
    expect(memory.reserve(shape)).toBe(false);
    expect(memory.reserve({ ...shape, rows: 8, steps: 50 })).toBe(false);
    expect(memory.floats).toBe(floats);
    expect(memory.reserve({ ...shape, steps: 101 })).toBe(true);
  });

  test("refuses what 4 GiB do not hold", () => {
    const memory = new SessionMemory(instantiate("plain"), 1, 512, 1000);
    const shape = { rows: 1e6, keptStates: 1e7, errorRows: 1e6, steps: 1000, inputWidth: 1 };
    expect(() => memory.reserve(shape)).toThrow(/fit into 4 GiB/);
  });
});

describe("the order of a batch", () => {
  const tokens = Int32Array.of(7, 7, 1, 7, 7, 7, 2, 7, 7, 7, 3, 7);
  const data = new LoadedSequences({ count: 4, steps: 3, features: 8, tokens });

  test("goes by the run of the token that most sequences begin with", () => {
    expect([...data.runs]).toEqual([2, 3, 0, 1]);
    expect([...data.sorted]).toEqual([2, 3, 0, 1]);
  });

  test("counts runs no longer than asked, and keeps equal ones as they were", () => {
    const order = new BatchOrder(4, 3);
    order.sort(data.runs, Int32Array.of(1, 0, 3, 2), 1);
    expect([...order.positions]).toEqual([3, 0, 1, 2]);
    expect([...order.ended.subarray(0, 2)]).toEqual([1, 4]);
  });
});

describe("a host that cannot compile", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  test("is recognised: without WebAssembly, or under a policy that forbids it", async () => {
    expect(isSimdAvailable()).toBe(true);
    const forbidden = {
      Module: function Module(): never {
        throw new Error("Refused to compile: violates the content security policy.");
      },
    };
    for (const stub of [undefined, forbidden]) {
      vi.resetModules();
      vi.stubGlobal("WebAssembly", stub);
      const fresh = await import("../src/engine/wasm/kernels.ts");
      expect(fresh.isSimdAvailable()).toBe(false);
      expect(fresh.isRelaxedSimdAvailable()).toBe(false);
    }
  });
});
