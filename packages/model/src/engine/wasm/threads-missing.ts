import { isSharedMemoryAvailable } from "./compile.ts";

/** Why threads cannot share the work here; undefined where they can. */
export function findThreadsMissing(): string | undefined {
  return isSharedMemoryAvailable()
    ? undefined
    : "Shared memory is missing here (a page must be cross-origin isolated): one thread takes over.";
}

/** Calls with the first reason alone. */
export function reportOnce(
  report: ((reason: string) => void) | undefined,
): (reason: string) => void {
  let isReported = false;
  return (reason) => {
    if (!isReported) report?.(reason);
    isReported = true;
  };
}
