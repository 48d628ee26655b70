import { expect, test, vi } from "vitest";
import { FormatError } from "../src/index.ts";

test("a FormatError of another copy of the package is one, and no other error is", async () => {
  vi.resetModules();
  const twin = await import("../src/formats/format-error.ts");
  expect(twin.FormatError).not.toBe(FormatError);
  expect(new twin.FormatError("ERR_RNN_NPY_MAGIC", "")).toBeInstanceOf(FormatError);
  expect(new Error("ERR_RNN_NPY_MAGIC")).not.toBeInstanceOf(FormatError);
  expect({ code: "ERR_RNN_NPY_MAGIC" }).not.toBeInstanceOf(FormatError);
});
