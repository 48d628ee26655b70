import type { StartThread } from "./platform.ts";

interface Worker {
  onerror: ((event: { readonly message?: string }) => void) | null;
  postMessage(data: unknown): void;
  terminate(): void;
}

/** The names of a page, typed here because nothing else of it is used. */
declare const Worker: new (address: string, options: { readonly type: "module" }) => Worker;
declare const Blob: new (parts: readonly string[], options: { readonly type: string }) => object;
declare const URL: {
  createObjectURL(blob: object): string;
  revokeObjectURL(address: string): void;
};

/** A page's main thread must not sleep. */
export const mayBlock = false;

/** What a host says that gives no reason. */
const refused = "the worker was refused; a content security policy must allow worker-src blob:";

/** A dedicated worker. */
export const startThread: StartThread = (source, data, ended) => {
  const run = `onmessage = (event) => (${source})(event.data);`;
  const address = URL.createObjectURL(new Blob([run], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module" });
  worker.onerror = ({ message }) => ended(message ?? refused);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  worker.postMessage(data);
  return () => {
    worker.terminate();
    URL.revokeObjectURL(address);
  };
};
