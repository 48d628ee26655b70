import { afterEach, describe, expect, test, vi } from "vitest";
import { RecurrentNetwork } from "../src/index.ts";
import { engines } from "./engines.ts";
import { lastToken } from "./last-token.ts";

const { x, y } = lastToken(90); // 9 batches of 10

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A clock that stands still but for `advance`. */
function stubClock(): { advance(ms: number): void } {
  let now = 1000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  return { advance: (ms) => void (now += ms) };
}

describe.each(engines)("fit on $engine", ({ engine }) => {
  const network = (): RecurrentNetwork =>
    new RecurrentNetwork({ nCells: 3, batchSize: 10, engine });

  /** The batches of two epochs after which the event loop was given a turn, if each takes `batchMs`. */
  async function turnsAfter(batchMs: number): Promise<number[]> {
    const clock = stubClock();
    const turns: number[] = [];
    let batches = 0;
    // A turn is a message to itself.
    const Channel = MessageChannel;
    vi.stubGlobal("MessageChannel", function open() {
      turns.push(batches);
      return new Channel();
    });
    function onBatchEnd(): void {
      batches++;
      clock.advance(batchMs);
    }
    await network().fit(x, y, { epochs: 2, onBatchEnd });
    return turns;
  }

  test("gives the event loop a turn after every batch of 41 ms, and after each epoch", async () => {
    const each = Array.from({ length: 18 }, (_, i) => i + 1);
    expect(await turnsAfter(41)).toEqual([...each.slice(0, 9), 9, ...each.slice(9), 18]);
  });

  test("gives it a turn whenever 40 ms have passed since the last: after every fourth batch of 10 ms", async () => {
    expect(await turnsAfter(10)).toEqual([4, 8, 9, 13, 17, 18]);
  });

  test("gives it a turn after each epoch, however fast", async () => {
    expect(await turnsAfter(0)).toEqual([9, 18]);
  });

  test("hears of an abort between two batches", async () => {
    const clock = stubClock();
    const controller = new AbortController();
    let batches = 0;
    const attempt = network().fit(x, y, {
      signal: controller.signal,
      onBatchEnd() {
        clock.advance(41);
        if (++batches === 3) setImmediate(() => controller.abort());
      },
    });
    await expect(attempt).rejects.toThrow(/aborted/);
    expect(batches).toBe(3);
  });
});
