/** A worker as a process of its own: `queue-worker-program.ts <url> <threads> <lockMs> [<hangMs> [<shared folder>]]`. */
import { ThreadPool } from "../src/index.ts";
import { type Outcome, type QueuedTask, serveQueue } from "../src/queue.ts";

const [url, threads, lockMs, hangMs, shared] = process.argv.slice(2);
const controller = new AbortController();
process.on("SIGTERM", () => controller.abort());
const execArgv = ["--conditions=@rnn/source", "--import", import.meta.resolve("tsx")];
const executor = new ThreadPool<QueuedTask, Outcome>(
  new URL("queue-threads-program.ts", import.meta.url),
  { threads: Number(threads), execArgv, ...(hangMs && { hangMs: Number(hangMs) }) },
);
try {
  await serveQueue(url, {
    executor,
    signal: controller.signal,
    lockMs: Number(lockMs),
    ...(shared && { shared }),
    onEvent: ({ kind, id }) => process.stdout.write(`${kind} ${id ?? ""}\n`),
    onNotice: (notice) => process.stderr.write(`${notice}\n`),
  });
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
} finally {
  await executor.close();
}
