import type { Output } from "../streams.ts";

/** Shows what a program is doing while there is nothing else to see. */
export interface Steps {
  /** What it is doing: a line without its end. */
  show(line: string): void;
  /** Leaves the line as it was before. */
  stop(): void;
}

/** On a terminal a line is drawn again at most this often. */
const drawEveryMs = 100;
/** Elsewhere a line is written after so long, and again after so long: short work writes nothing. */
const writeAfterMs = 3000;
const writeEveryMs = 10_000;

/** A line that is drawn over on a terminal, a line now and then elsewhere, nothing where `quiet`. */
export function showSteps(
  output: Output,
  quiet: boolean,
  now: () => number = () => performance.now(),
): Steps {
  if (quiet) return { show() {}, stop() {} };
  return output.isTTY ? drawSteps(output, now) : writeSteps(output, now);
}

function drawSteps(output: Output, now: () => number): Steps {
  let drawnAt = -Infinity;
  return {
    show(line) {
      if (now() - drawnAt < drawEveryMs) return;
      drawnAt = now();
      output.write(`\r${line}\u001b[K`);
    },
    stop() {
      if (drawnAt !== -Infinity) output.write("\r\u001b[K");
      drawnAt = -Infinity;
    },
  };
}

function writeSteps(output: Output, now: () => number): Steps {
  let nextAt = now() + writeAfterMs;
  return {
    show(line) {
      if (now() < nextAt) return;
      nextAt = now() + writeEveryMs;
      output.write(`${line}\n`);
    },
    stop() {
      nextAt = now() + writeAfterMs;
    },
  };
}
