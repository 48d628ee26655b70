import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CallList, callBytes, listKernels, numberOf } from "../src/engine/wasm/call-list.ts";
import { cutWork, type Work } from "../src/engine/wasm/layers/deal.ts";
import { gradientWork } from "../src/engine/wasm/layers/gradient-work.ts";
import { instantiateLayers } from "../src/engine/wasm/layers/layer-kernels.ts";
import { layOutWords, workOnRows } from "../src/engine/wasm/layers/word-batch.ts";
import { openWorkshop } from "../src/engine/wasm/layers/workshop.ts";

/** Where a work is cut into so many shares, from 0 to its end. */
function cutsOf(work: Work, shares: number): number[] {
  return Array.from({ length: shares + 1 }, (_, share) => cutWork(work, share / shares));
}

describe("a work is cut", () => {
  test("into shares of whole grains that are all of it, in order, also where there are more shares than items", () => {
    const given = fc.tuple(
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 1, max: 16 }),
      fc.integer({ min: 1, max: 8 }),
    );
    fc.assert(
      fc.property(given, ([count, grain, shares]) => {
        const cuts = cutsOf({ count, grain, run: () => {} }, shares);
        expect(cuts[0]).toBe(0);
        expect(cuts.at(-1)).toBe(count);
        expect(cuts).toEqual(cuts.toSorted((a, b) => a - b));
        for (const cut of cuts.slice(0, -1)) expect(cut === count ? 0 : cut % grain).toBe(0);
      }),
    );
  });

  test("so that shares of rows have about as many words: long rows are fewer", () => {
    const lengths = Int32Array.from({ length: 40 }, (_, n) => (n < 10 ? 90 : 30));
    const work = workOnRows(layOutWords(lengths), () => {});
    expect(cutsOf(work, 2)).toEqual([0, 10, 40]);
    expect(cutsOf(work, 3)).toEqual([0, 8, 20, 40]);
  });

  test("not at all where rows have no words", () => {
    const work = workOnRows(layOutWords(new Int32Array(6)), () => {});
    expect(cutsOf(work, 2)).toEqual([0, 0, 6]);
  });
});

test("a product for a gradient has the same bits wherever it is cut", () => {
  const { kernels, memory } = openWorkshop(instantiateLayers(false));
  const given = fc.record({
    count: fc.integer({ min: 1, max: 9 }),
    blocks: fc.integer({ min: 1, max: 4 }),
    rows: fc.integer({ min: 1, max: 300 }),
    shares: fc.integer({ min: 1, max: 8 }),
  });
  fc.assert(
    fc.property(given, ({ count, blocks, rows, shares }) => {
      const leftStep = 48;
      const rightStep = blocks * 64;
      const [left, right] = [memory.place(rows * leftStep), memory.place(rows * rightStep)];
      const bytes = count * rightStep;
      const outs = [memory.place(bytes), memory.place(bytes)];
      for (let i = 0; i < rows * 12; i++) memory.floats[left / 4 + i] = Math.sin(i + 1);
      for (let i = 0; i < rows * blocks * 16; i++) memory.floats[right / 4 + i] = Math.cos(i);
      const sums = [1, shares].map((parts, n) => {
        const out = outs[n];
        memory.fill(out, bytes);
        const product = { out, left, leftStep, count, right, rightStep, blocks, rows };
        const work = gradientWork(kernels, product);
        const cuts = cutsOf(work, parts);
        for (let part = 0; part < parts; part++) work.run(cuts[part], cuts[part + 1]);
        return memory.floats.slice(out / 4, (out + bytes) / 4);
      });
      memory.release(left);
      expect(sums[1]).toEqual(sums[0]);
      expect(sums[0].some((sum) => sum !== 0)).toBe(true);
    }),
  );
});

describe("a list of calls", () => {
  const { kernels, memory } = openWorkshop(instantiateLayers(false));
  const numbered = listKernels(kernels);
  const fill = numberOf(kernels, "fill");
  const area = memory.place(64);

  test("runs them in their order when it is asked to", () => {
    const list = new CallList(kernels.memory, numbered, memory.place(1000), 1000);
    list.add(fill, area, 64, 1.5);
    list.add(fill, area + 16, 16, 2.5);
    const of = (place: number): number => memory.floats[area / 4 + place];
    expect([of(0), of(4), of(8)]).toEqual([0, 0, 0]);
    list.run();
    expect([of(0), of(4), of(8)]).toEqual([1.5, 2.5, 1.5]);
    memory.fill(area, 64);
    list.clear();
    list.run();
    expect(of(0)).toBe(0);
  });

  test("runs those that are there where it has no more room, and forgets none", () => {
    const room = 2 * callBytes;
    const list = new CallList(kernels.memory, numbered, memory.place(room), room);
    for (let call = 1; call <= 5; call++) list.add(fill, area, 64, call);
    expect(memory.floats[area / 4]).toBe(4);
    list.run();
    expect(memory.floats[area / 4]).toBe(5);
  });
});
