import type { Page } from "playwright-core";

/** Measures the memory of a page's worker. */
export interface WorkerHeap {
  /** The bytes that its objects and buffers take, WebAssembly's memories among them, after collecting what is not used. */
  measure(): Promise<number>;
}

/** The heap of the worker that `start` starts, by Chromium's own tools. */
export async function openWorkerHeap(page: Page, start: () => Promise<void>): Promise<WorkerHeap> {
  const tools = await page.context().newCDPSession(page);
  const attached = new Promise<string>((resolve) => {
    tools.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      if (targetInfo.type === "worker") resolve(sessionId);
    });
  });
  await tools.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  await start();
  const sessionId = await attached;
  const answers = new Map<number, (result: Usage) => void>();
  tools.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message) as { id: number; result: Usage };
    answers.get(id)?.(result);
  });
  let asked = 0;
  const ask = (method: string) =>
    new Promise<Usage>((resolve) => {
      const id = ++asked;
      answers.set(id, resolve);
      const message = JSON.stringify({ id, method, params: {} });
      void tools.send("Target.sendMessageToTarget", { sessionId, message });
    });
  return {
    async measure() {
      await ask("HeapProfiler.collectGarbage");
      const { usedSize, backingStorageSize } = await ask("Runtime.getHeapUsage");
      return usedSize + backingStorageSize;
    },
  };
}

interface Usage {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}
