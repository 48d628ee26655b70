import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { groupArrived } from "../src/predict/group-arrived.ts";

const limits = { most: 4, mostSize: 10, sizeOf: (value: string) => value.length };

async function* arrive(...turns: readonly string[]): AsyncGenerator<string> {
  for (const [i, values] of turns.entries()) {
    if (i > 0) for (let wait = 0; wait < 3; wait++) await nextTurn();
    yield* values.split(" ");
  }
}

async function groupsOf(values: AsyncGenerator<string>): Promise<(readonly string[])[]> {
  const groups: (readonly string[])[] = [];
  for await (const group of groupArrived(values, limits)) groups.push(group);
  return groups;
}

describe("groupArrived", () => {
  test("puts together what has arrived, in order, and waits for nothing else", async () => {
    expect(await groupsOf(arrive("a b c", "d", "e f"))).toEqual([
      ["a", "b", "c"],
      ["d"],
      ["e", "f"],
    ]);
  });

  test("ends a group at the limits of values and of their size", async () => {
    expect(await groupsOf(arrive("a b c d e"))).toEqual([["a", "b", "c", "d"], ["e"]]);
    expect(await groupsOf(arrive("aaaaaa bbbbbb c"))).toEqual([["aaaaaa", "bbbbbb"], ["c"]]);
  });

  test("gives a value before the next one is there", async () => {
    const never = new Promise<IteratorResult<string>>(() => undefined);
    let reads = 0;
    const next = () => (reads++ === 0 ? Promise.resolve({ done: false, value: "a" }) : never);
    const groups = groupArrived({ next, return: () => never }, limits);
    expect((await groups.next()).value).toEqual(["a"]);
    expect((await groups.return(undefined)).done).toBe(true);
  });

  test("hands on what came before an error, then the error", async () => {
    async function* failing(): AsyncGenerator<string> {
      yield* ["a", "b"];
      throw new Error("a byte that is not UTF-8");
    }
    const groups = groupArrived(failing(), limits);
    expect((await groups.next()).value).toEqual(["a", "b"]);
    await expect(groups.next()).rejects.toThrow("a byte that is not UTF-8");
  });

  test("gives nothing for nothing", async () => {
    expect(await groupsOf(arrive())).toEqual([]);
  });
});
