import { expect, test, vi } from "vitest";
import { DatasetError } from "../src/index.ts";

test("a DatasetError of another copy of the package is one, and no other error is", async () => {
  vi.resetModules();
  const twin = await import("../src/dataset-error.ts");
  expect(twin.DatasetError).not.toBe(DatasetError);
  expect(new twin.DatasetError("ERR_RNN_OFFLINE", "")).toBeInstanceOf(DatasetError);
  expect(new Error("ERR_RNN_OFFLINE")).not.toBeInstanceOf(DatasetError);
  expect({ code: "ERR_RNN_OFFLINE" }).not.toBeInstanceOf(DatasetError);
});
