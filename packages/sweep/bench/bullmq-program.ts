/** A worker of plain BullMQ, whose jobs do nothing: `bullmq-program.ts <url>`. */
import { Worker } from "bullmq";
import { Redis } from "ioredis";

const [url] = process.argv.slice(2);
const connection = new Redis(url, { maxRetriesPerRequest: null });
const worker = new Worker("plain", async () => null, { connection });
await worker.waitUntilReady();
process.stdout.write("ready\n");
process.on("SIGTERM", () => {
  void worker.close().then(() => connection.disconnect());
});
