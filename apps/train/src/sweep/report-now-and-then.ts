/** What reports bytes at most once in so many milliseconds, the first time after as many; only then are they made. */
export function reportNowAndThen(
  everyMs: number,
  report: (bytes: Uint8Array) => void,
): (make: () => Uint8Array) => void {
  let reportedAt = performance.now();
  return (make) => {
    if (performance.now() - reportedAt < everyMs) return;
    report(make());
    reportedAt = performance.now();
  };
}
