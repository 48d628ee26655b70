import { describeValue } from "./describe-value.ts";

/**
 * Throws a TypeError where more than `most` arguments were given. What `Array.prototype.map` adds to an
 * item, its index and the array, is let pass: `tensors.map(exp)`.
 */
export function checkArgumentCount(caller: string, given: ArrayLike<unknown>, most: number): void {
  if (given.length <= most) return;
  let count = given.length;
  while (count > most && given[count - 1] === undefined) count--;
  if (count === most || isCallOfMap(given)) return;
  throw new TypeError(
    `${caller}: expected at most ${most} ${most === 1 ? "argument" : "arguments"}, ` +
      `got ${count} (argument ${most + 1} is ${describeValue(given[most])}).`,
  );
}

function isCallOfMap(given: ArrayLike<unknown>): boolean {
  const [item, index, items] = Array.from(given);
  return (
    given.length === 3 &&
    typeof index === "number" &&
    Array.isArray(items) &&
    Object.is(items[index], item)
  );
}
