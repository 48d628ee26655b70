import { describe, expect, test } from "vitest";
import { offline, startNode, waitForExit } from "./run-cli.ts";

const dataFolder = process.env["RNN_DATA_DIR"];

describe.skipIf(dataFolder === undefined)("the chapter's run on IMDB", () => {
  test("takes less than 350 MB: reviews loaded, an epoch trained and validated", async () => {
    const env = { ...offline(), RNN_DATA_DIR: dataFolder };
    const { stdout, stderr } = await waitForExit(startNode(["test/memory-program.ts"], env));
    expect(stderr).toBe("");
    expect(Number(stdout)).toBeGreaterThan(50e6);
    expect(Number(stdout)).toBeLessThan(350e6);
  });
});
