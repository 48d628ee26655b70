import type { StartThread } from "./platform.ts";

interface Worker {
  on(event: "error", listener: (error: unknown) => void): void;
  on(event: "exit", listener: (code: number) => void): void;
  unref(): void;
  terminate(): Promise<number>;
}
type WorkerClass = new (source: string, options: object) => Worker;

/** The part of Node that is used, typed here so that nothing else of it can be used unnoticed. */
declare const process: {
  getBuiltinModule(name: "node:worker_threads"): { readonly Worker: WorkerClass };
};

/** Node's main thread may sleep until another one wakes it. */
export const mayBlock = true;

/** A worker that does not keep the process alive. */
export const startThread: StartThread = (source, data, ended) => {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const run = `(${source})(require("node:worker_threads").workerData);`;
  // Flags such as loaders are for the program's own modules; the thread has none.
  const worker = new Worker(run, { eval: true, workerData: data, execArgv: [] });
  worker.on("error", (error) => ended(String(error)));
  worker.on("exit", (code) => ended(`exit code ${code}`));
  worker.unref();
  return () => void worker.terminate();
};
