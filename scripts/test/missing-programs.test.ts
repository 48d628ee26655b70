import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** What tests get that compare with a Python module which nobody has. */
async function findMissing(ci: string): Promise<string | undefined> {
  vi.resetModules();
  vi.stubEnv("RNN_CI", ci);
  const { findPython } = await import("@rnn/testing/run-python");
  return findPython("no_such_module");
}

test("tests that a missing program would fail are skipped on a user's machine", async () => {
  expect(await findMissing("")).toBeUndefined();
});

test("they run, and fail, where RNN_CI is set", async () => {
  expect(await findMissing("1")).toBe("python3");
});
