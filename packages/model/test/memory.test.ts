import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { HeldMemory } from "./memory-program.ts";

/** What a program of this folder, in a process of its own, printed as JSON. */
async function runProgram(name: string, ...args: string[]): Promise<unknown> {
  const flags = ["--expose-gc", "--import", "tsx", "--conditions=@rnn/source"];
  const program = fileURLToPath(new URL(name, import.meta.url));
  const cwd = fileURLToPath(new URL("..", import.meta.url)); // whose packages are found
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, ...args], {
    cwd,
  });
  return JSON.parse(stdout);
}

describe.each(["wasm", "reference"])("1,000 epochs of 50 batches on %s", (engine) => {
  test("hold no more arrays at their end than after the tenth, and under 10 bytes a batch of history and compiled code", async () => {
    const [early, last] = (await runProgram("memory-program.ts", engine)) as HeldMemory[];
    expect([early.epoch, last.epoch]).toEqual([10, 1000]);
    // Not even a byte a batch: no buffer stays behind.
    expect(last.arrayBuffers - early.arrayBuffers).toBeLessThan(49_500);
    expect(last.external - early.external).toBeLessThan(49_500);
    expect(last.heapUsed - early.heapUsed).toBeLessThan(495_000);
  });
});

test("an epoch of the chapter's shape, 20,000 sequences of 100 steps and a validation, takes less than 350 MB, Node and its loader of TypeScript among them", async () => {
  expect(await runProgram("chapter-memory-program.ts")).toBeLessThan(350e6);
});

test("batches of 64 rows of 200 words over a vocabulary of 20,000, read by 32 LSTM cells in both directions, take less than 400 MB with it", async () => {
  expect(await runProgram("sequential-memory-program.ts")).toBeLessThan(400e6);
});
