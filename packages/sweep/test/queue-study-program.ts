/** A study over a queue as a process of its own: `queue-study-program.ts <url> <study.json> <results> <lockMs>`. */
import { readFile } from "node:fs/promises";
import { checkStudy, FolderStore, type JobOutput, type JobTask, runStudy } from "../src/index.ts";
import { QueueExecutor } from "../src/queue.ts";

const [url, file, results, lockMs] = process.argv.slice(2);
const study = checkStudy(JSON.parse(await readFile(file, "utf8")));
const store = new FolderStore(results);
await store.removeLeftovers();
const executor = await QueueExecutor.open<JobTask, JobOutput>(url, {
  lockMs: Number(lockMs),
  checkMs: 500,
});
try {
  await runStudy(study, { data: "0f", numbers: "1", engine: "wasm" }, { store, executor });
} finally {
  await executor.close();
}
