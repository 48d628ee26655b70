import { expect, test } from "vitest";
import { SharingJudge } from "../src/engine/wasm/layers/sharing-judge.ts";

/** Which of so many windows of batches were shared, where a word takes `alone` or `shared` milliseconds. */
function sharedWindows(windows: number, alone: number, shared: (window: number) => number): string {
  const judge = new SharingJudge();
  let marks = "";
  for (let window = 0; window < windows; window++) {
    marks += judge.isSharing ? "s" : "-";
    for (let batch = 0; batch < 8; batch++) {
      const words = 100 + batch;
      judge.note(words * (judge.isSharing ? shared(window) : alone), words);
    }
  }
  return marks;
}

test("batches that gain are shared, with a window of one thread now and then, ever more seldom", () => {
  expect(sharedWindows(34, 1, () => 0.6)).toBe(
    `-${"s".repeat(8)}-${"s".repeat(16)}-${"s".repeat(7)}`,
  );
});

test("batches that gain nothing are not, but for a window now and then, ever more seldom", () => {
  expect(sharedWindows(20, 1, () => 0.97)).toBe("-s-s--s----s--------");
  expect(sharedWindows(20, 1, () => 1.3)).toBe("-s-s--s----s--------");
});

test("what no longer gains is no longer shared, and what gains again is", () => {
  const busy = (window: number): boolean => window >= 3 && window < 7;
  expect(sharedWindows(14, 1, (window) => (busy(window) ? 2 : 0.6))).toBe("-sss-s--ssssss");
});

test("batches that take no time gain nothing", () => {
  expect(sharedWindows(20, 0, () => 0)).toBe("-s-s--s----s--------");
});
