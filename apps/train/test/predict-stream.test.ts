import { Readable, Writable } from "node:stream";
import { expect, test } from "vitest";
import { runCommandLine } from "../src/command-line.ts";
import { writeSmallModel } from "./small-model.ts";

const lineCount = 20_000;
const linesAtOnce = 500;
/** How many lines may wait between what is read and what is written: those of the buffers of streams. */
const mostWaiting = 8000;

test("predict holds a few of 20,000 lines at a time, and writes a result for each", async () => {
  let given = 0;
  let written = 0;
  let mostHeld = 0;
  function* lines(): Generator<Buffer> {
    while (given < lineCount) {
      const text = Array.from({ length: linesAtOnce }, (_, i) => `a great film ${given + i}\n`);
      given += linesAtOnce;
      mostHeld = Math.max(mostHeld, given - written);
      yield Buffer.from(text.join(""));
    }
  }
  const stdout = new Writable({
    highWaterMark: 1024,
    write(chunk: Buffer, _, done) {
      for (const byte of chunk) if (byte === 0x0a) written++;
      // As slow as a reader that takes a turn of the event loop for each chunk.
      setImmediate(done);
    },
  });
  const stderr = new Writable({ write: (_chunk, _encoding, done) => done() });
  await runCommandLine(["predict", writeSmallModel(["bad", "good"])], {
    stdin: Readable.from(lines(), { objectMode: false }),
    stdout: Object.assign(stdout, { isTTY: false }),
    stderr: Object.assign(stderr, { isTTY: false }),
    abortOnSignals: () => new AbortController().signal,
  });
  stdout.end();
  await new Promise((resolve) => stdout.once("finish", resolve));
  expect(written).toBe(lineCount);
  expect(mostHeld).toBeLessThan(mostWaiting);
}, 600_000);
