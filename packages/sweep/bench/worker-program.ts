/** A worker of the measurements: `worker-program.ts <url>`. */
import { ThreadPool } from "../src/index.ts";
import { type Outcome, type QueuedTask, serveQueue } from "../src/queue.ts";

const [url] = process.argv.slice(2);
const controller = new AbortController();
process.on("SIGTERM", () => controller.abort());
const execArgv = ["--conditions=@rnn/source", "--import", import.meta.resolve("tsx")];
const executor = new ThreadPool<QueuedTask, Outcome>(
  new URL("queue-threads-program.ts", import.meta.url),
  { threads: 1, execArgv },
);
await serveQueue(url, {
  executor,
  signal: controller.signal,
  onEvent: ({ kind }) => kind === "ready" && process.stdout.write("ready\n"),
});
await executor.close();
