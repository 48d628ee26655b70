import { RaggedTensor } from "@rnn/tensor";
import { describe, expect, test, vi } from "vitest";
import { dealToOne, type Work } from "../src/engine/wasm/layers/deal.ts";
import { dealInPieces } from "../src/engine/wasm/layers/deal-in-pieces.ts";
import { mostMultiplyAdds } from "../src/engine/wasm/layers/piece-size.ts";
import type * as model from "../src/index.ts";
import { bidirectional, dense, embedding, gru, lstm, Sequential } from "../src/index.ts";

/** Runs works piece by piece; the items of each, in the order in which they were run. */
function itemsOfPieces(...works: readonly Omit<Work, "run">[]): number[][][] {
  const pieces: number[][][] = [];
  let current: number[][] = [];
  const recorded = works.map((work, which) =>
    Object.assign({}, work, {
      run(first: number, end: number) {
        current.push([which, first, end]);
      },
    }),
  );
  const dealing = dealInPieces(dealToOne, ...recorded);
  for (let done = false; !done; ) {
    done = dealing.next().done === true;
    pieces.push(current);
    current = [];
  }
  return pieces;
}

describe("work in pieces", () => {
  test("is one piece where it is little", () => {
    expect(itemsOfPieces({ count: 9, multiplyAdds: mostMultiplyAdds }, { count: 3 })).toEqual([
      [
        [0, 0, 9],
        [1, 0, 3],
      ],
    ]);
  });

  test("is cut into equal pieces, none of them above the limit, all works at once", () => {
    const multiplyAdds = 1.5 * mostMultiplyAdds;
    expect(itemsOfPieces({ count: 9, multiplyAdds }, { count: 6, multiplyAdds })).toEqual([
      [
        [0, 0, 3],
        [1, 0, 2],
      ],
      [
        [0, 3, 6],
        [1, 2, 4],
      ],
      [
        [0, 6, 9],
        [1, 4, 6],
      ],
    ]);
  });

  test("is cut at multiples of its grain, and by how much work comes before each item", () => {
    const multiplyAdds = 2 * mostMultiplyAdds;
    const before = Int32Array.of(0, 9, 15, 18, 20, 21, 22);
    expect(itemsOfPieces({ count: 6, grain: 2, before, multiplyAdds })).toEqual([
      [[0, 0, 2]],
      [[0, 2, 6]],
    ]);
  });
});

/** Calls `visit` at every turn that is given to the event loop, which is a message to itself. */
function stubTurns(visit: () => void): void {
  const Channel = MessageChannel;
  vi.stubGlobal("MessageChannel", function open() {
    visit();
    return new Channel();
  });
}

describe("one batch of 64 rows of 400 words", () => {
  const [rows, steps, words] = [64, 400, 50];
  const ids = Array.from({ length: rows }, (_, n) =>
    Array.from({ length: steps }, (_unused, t) => 1 + ((7 * n + t * t) % (words - 1))),
  );
  const labels = ids.map(([, id]) => id % 2);

  test.each([
    ["64 GRU cells", gru(64), 6],
    ["64 LSTM cells in both directions", bidirectional(lstm(64)), 18],
  ])("gives the event loop a turn whenever it is due, through %s", async (_, layer, least) => {
    const network = new Sequential([embedding(words, 8), layer, dense(1)], { batchSize: rows });
    let time = 0;
    // 41 ms pass at each look on the clock.
    vi.spyOn(performance, "now").mockImplementation(() => (time += 41));
    let turns = 0;
    let inBatch = 0;
    stubTurns(() => turns++);
    await network.fit(RaggedTensor.fromArrays(ids), labels, {
      epochs: 1,
      onBatchEnd: () => (inBatch = turns),
    });
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    expect(inBatch).toBeGreaterThanOrEqual(least);
  });
});

describe("no bit depends on the pieces", () => {
  const ids = Array.from({ length: 40 }, (_, n) =>
    Array.from({ length: 1 + ((n * 7) % 30) }, (_unused, t) => (n * t + t * t) % 20),
  );
  const labels = ids.map(([id]) => id % 2);
  const cells: readonly [string, (from: typeof model) => readonly model.Layer[]][] = [
    ["simple cells", ({ simpleRnn }) => [simpleRnn(9), simpleRnn(4)]],
    ["LSTM cells", ({ lstm: cell, dropout }) => [cell(7), dropout(0.3)]],
    ["GRU cells in both directions", ({ gru: cell, bidirectional: both }) => [both(cell(5))]],
    ["GRU cells that reset before", ({ gru: cell }) => [cell(6, { resetAfter: false })]],
    ["truncated LSTM cells", ({ lstm: cell }) => [cell(6, { bpttSteps: 4 })]],
  ];

  /** What training gives where a piece is of so many multiplications. */
  async function train(
    layersOf: (from: typeof model) => readonly model.Layer[],
    mostMultiplyAddsOfPiece: number,
  ): Promise<unknown> {
    vi.resetModules();
    vi.doMock("../src/engine/wasm/layers/piece-size.ts", () => ({
      mostMultiplyAdds: mostMultiplyAddsOfPiece,
    }));
    const fresh = await import("../src/index.ts");
    const tensors = await import("@rnn/tensor");
    vi.doUnmock("../src/engine/wasm/layers/piece-size.ts");
    vi.resetModules();
    const layers = [fresh.embedding(20, 6), ...layersOf(fresh), fresh.dense(1)];
    const network = new fresh.Sequential(layers, { batchSize: 16 });
    const x = tensors.RaggedTensor.fromArrays(ids);
    await network.fit(x, labels, { epochs: 2, xVal: x, yVal: labels });
    const weights = Object.values(network.weights).map(({ data }) => Array.from(data));
    return [weights, network.losses, network.valLosses, network.predictProba(x).toArray()];
  }

  test.each(cells)("of %s", async (_, layersOf) => {
    expect(await train(layersOf, 500)).toEqual(await train(layersOf, 2 ** 26));
  });
});
