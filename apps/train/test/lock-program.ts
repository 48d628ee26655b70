/** Tries, for each folder that a line of stdin names, to lock it; keeps all locks until stdin ends. */
import { setMaxListeners } from "node:events";
import { createInterface } from "node:readline";
import { lockRun } from "../src/run/run-lock.ts";

// One a lock.
setMaxListeners(0, process);
for await (const folder of createInterface({ input: process.stdin })) {
  const won = await lockRun(folder).then(
    () => true,
    () => false,
  );
  process.stdout.write(`${won ? "won" : "lost"}\n`);
}
// Locks go with the process.
process.exit();
