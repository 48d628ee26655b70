import { afterEach, describe, expect, test, vi } from "vitest";
import { type BatchEnd, RecurrentNetwork } from "../src/index.ts";
import { engines } from "./engines.ts";
import { lastToken } from "./last-token.ts";

const { x, y } = lastToken(90); // 9 batches of 10

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A clock that stands still but for `advance`, and for `stepMs` at each look on it. */
function stubClock(): { advance(ms: number): void; stepMs: number } {
  let now = 1000;
  const clock = { advance: (ms: number) => void (now += ms), stepMs: 0 };
  vi.spyOn(performance, "now").mockImplementation(() => (now += clock.stepMs));
  return clock;
}

/** Calls `onTurn` whenever the event loop is given a turn, which is a message to itself. */
function stubTurns(onTurn: () => void): void {
  const Channel = MessageChannel;
  vi.stubGlobal("MessageChannel", function open() {
    onTurn();
    return new Channel();
  });
}

describe.each(engines)("fit on $engine", ({ engine }) => {
  const network = (): RecurrentNetwork =>
    new RecurrentNetwork({ nCells: 3, batchSize: 10, engine });

  /** The batches of two epochs after which the event loop was given a turn, if each takes `batchMs`. */
  async function turnsAfter(batchMs: number): Promise<number[]> {
    const clock = stubClock();
    const turns: number[] = [];
    let batches = 0;
    stubTurns(() => turns.push(batches));
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

  describe("in the midst of a validation of 500 rows", () => {
    const validation = lastToken(500);

    /**
     * An epoch in which time passes in the validation alone, 41 ms at each look on the clock; `onTurn` is
     * given how many turns the event loop has been given in it.
     */
    async function validate(
      trained: RecurrentNetwork,
      onTurn: (turns: number) => void,
      signal = new AbortController().signal,
    ): Promise<void> {
      const clock = stubClock();
      let turns = 0;
      stubTurns(() => clock.stepMs > 0 && onTurn(++turns));
      function onBatchEnd({ batch }: BatchEnd): void {
        if (batch === 9) clock.stepMs = 41;
      }
      function onEpochEnd(): void {
        clock.stepMs = 0;
      }
      const { x: xVal, y: yVal } = validation;
      await trained.fit(x, y, { epochs: 1, xVal, yVal, onBatchEnd, onEpochEnd, signal });
    }

    test("gives the event loop a turn after every group of rows, and has the loss of one that gives none", async () => {
      const [trained, unhurried] = [network(), network()];
      let found = 0;
      await validate(trained, (turns) => (found = turns));
      expect(found).toBeGreaterThanOrEqual(1 + Math.ceil(500 / 128)); // one after the last batch
      vi.restoreAllMocks();
      await unhurried.fit(x, y, { epochs: 1, xVal: validation.x, yVal: validation.y });
      expect(trained.valLosses).toEqual(unhurried.valLosses);
    });

    test("hears of an abort there, and keeps what the last batch left, without the epoch", async () => {
      const [stopped, unvalidated] = [network(), network()];
      const controller = new AbortController();
      let found = 0;
      function onTurn(turns: number): void {
        found = turns;
        if (turns === 3) controller.abort();
      }
      await expect(validate(stopped, onTurn, controller.signal)).rejects.toThrow(/aborted/);
      expect(found).toBe(3);
      expect([stopped.losses, stopped.valLosses]).toEqual([[], []]);
      vi.restoreAllMocks();
      await unvalidated.fit(x, y, { epochs: 1 });
      expect(stopped.weights).toEqual(unvalidated.weights);
    });
  });
});
