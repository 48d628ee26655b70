import { answerCalls } from "../protocol/answer-calls.ts";
import type { Request } from "../protocol/protocol.ts";
import { createCalls } from "./calls.ts";

/** The part of the worker's global scope that is used; the page's types hold that of a window. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

declare const self: WorkerScope;

const calls = createCalls((progress) =>
  self.postMessage({ kind: "progress", progress }, [progress.batchLosses.buffer]),
);
const answer = answerCalls(calls, (reply, transfer) => self.postMessage(reply, transfer));
self.onmessage = ({ data }) => answer(data);
