/** What the test runner's JSON report comes to. */
import path from "node:path";

/**
 * The lines to print: which files skipped how many tests, then `N passed, N failed` and, where some were,
 * `, N skipped`. A file that failed before its first test counts as one failed test; so does no report.
 */
export function summarizeTests(report, folder) {
  if (report === undefined) return ["0 passed, 1 failed"];
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const lines = [];
  for (const { name, status, assertionResults } of report.testResults) {
    const failed = assertionResults.filter((result) => result.status === "failed").length;
    const passed = assertionResults.filter((result) => result.status === "passed").length;
    const skipped = assertionResults.length - failed - passed;
    counts.passed += passed;
    counts.failed += status === "failed" ? Math.max(failed, 1) : failed;
    counts.skipped += skipped;
    if (skipped > 0) lines.push(`skipped: ${skipped} of ${path.relative(folder, name)}`);
  }
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
  return [...lines, `${counts.passed} passed, ${counts.failed} failed${skipped}`];
}
