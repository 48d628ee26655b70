import process from "node:process";

/** Those that end a process unless it listens, and that a person or a supervisor sends. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const pending = new Set<() => void>();

/**
 * Calls `cleanUp`, which must not wait for anything, if the process ends by itself or by a signal; returns
 * how to call it off. A signal that only this listens to still ends the process as if nobody did.
 * (signal-exit listens to more: to SIGXFSZ too, which Node ignores, so that a limit on the size of files
 * would end the process instead of failing one write.)
 */
export function onEnd(cleanUp: () => void): () => void {
  if (pending.size === 0) {
    process.on("exit", cleanUpAll);
    for (const signal of signals) process.on(signal, onSignal);
  }
  pending.add(cleanUp);
  return () => {
    pending.delete(cleanUp);
    if (pending.size === 0) stopListening();
  };
}

function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return; // the program decides, and may continue
  cleanUpAll();
  stopListening();
  process.kill(process.pid, signal);
}

function cleanUpAll(): void {
  for (const cleanUp of pending) cleanUp();
}

function stopListening(): void {
  process.off("exit", cleanUpAll);
  for (const signal of signals) process.off(signal, onSignal);
}
