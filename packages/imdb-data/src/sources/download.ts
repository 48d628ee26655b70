import { DatasetError } from "../dataset-error.ts";
import type { DatasetFile } from "../dataset-files.ts";
import { sha256Hex } from "./sha256.ts";
import type { SourceOptions } from "./source.ts";

/** What bytes without a known size may come to. */
const maxUnknownBytes = 2 ** 28;

/** Codes of connections that broke after they stood; all others mean that none was made. */
const brokenConnection = new Set([
  "ECONNRESET",
  "EPIPE",
  "UND_ERR_SOCKET",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);

export interface DownloadOptions extends Pick<SourceOptions, "signal" | "onProgress"> {
  /** The function of the public interface that messages name. */
  caller: string;
  /** The file's name. */
  name: string;
  /** What the official file is; without it any bytes will do. */
  expected?: Pick<DatasetFile, "bytes" | "sha256"> | undefined;
  /** Default: the platform's own. */
  fetch?: typeof globalThis.fetch | undefined;
  /** How long no byte may come before the attempt is given up; default 20,000. */
  stallTimeoutMs?: number;
  /** Attempts after the first, where the failure may pass; default 3. */
  retries?: number;
  /** The wait before the second attempt, doubled for each one after; default 500. */
  retryDelayMs?: number;
}

/**
 * The bytes at `url`, complete and, where `expected` is given, with that size and SHA-256. Broken
 * connections, stalls and the statuses 408, 429 and 5xx are tried again; a server that cannot be reached
 * and a file that is not the expected one are not.
 */
export async function download(
  url: string,
  options: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, retries = 3, retryDelayMs = 500 } = options;
  signal?.throwIfAborted();
  const { default: pRetry } = await import("p-retry");
  try {
    const bytes = await pRetry(() => attempt(url, options), {
      retries,
      minTimeout: retryDelayMs,
      maxTimeout: 8000,
      signal,
      shouldRetry: ({ error }) => mayPass(error),
    });
    if (options.expected !== undefined) await verify(url, bytes, options.expected, options);
    return bytes;
  } catch (error) {
    // However deep an abort struck, its own reason comes out.
    signal?.throwIfAborted();
    throw error;
  }
}

function mayPass(error: Error): boolean {
  if (!(error instanceof DatasetError) || error.code !== "ERR_RNN_DOWNLOAD") return false;
  const { status } = error;
  return status === undefined || status === 408 || status === 429 || status >= 500;
}

/** One request, from the first byte to the last. */
async function attempt(url: string, options: DownloadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, stallTimeoutMs = 20_000, fetch = globalThis.fetch } = options;
  const stall = new AbortController();
  const stalled = failure("ERR_RNN_DOWNLOAD", url, options, `no byte for ${stallTimeoutMs} ms`);
  const giveUp = (): void => stall.abort(stalled);
  let timer = setTimeout(giveUp, stallTimeoutMs);
  const onBytes = (): void => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, stallTimeoutMs);
  };
  const signals = signal === undefined ? [stall.signal] : [signal, stall.signal];
  let response: Response | undefined;
  try {
    response = await fetch(url, { signal: AbortSignal.any(signals) });
    if (!response.ok) {
      await response.body?.cancel();
      const got = `status ${response.status} ${response.statusText}`.trim();
      throw failure("ERR_RNN_DOWNLOAD", url, options, got, { status: response.status });
    }
    return await readBody(url, response, onBytes, options);
  } catch (error) {
    if (stall.signal.aborted) throw stalled;
    if (!(error instanceof TypeError)) throw error; // fetch's own failures are TypeErrors
    const { code, message } = deepestCause(error);
    const broken = response !== undefined || brokenConnection.has(String(code));
    throw failure(broken ? "ERR_RNN_DOWNLOAD" : "ERR_RNN_OFFLINE", url, options, message, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

async function readBody(
  url: string,
  response: Response,
  onBytes: () => void,
  options: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { name, expected, onProgress } = options;
  // A compressed answer's length is not the file's.
  const length = response.headers.get("content-encoding")
    ? undefined
    : (response.headers.get("content-length") ?? undefined);
  const totalBytes = expected?.bytes ?? (length === undefined ? undefined : Number(length));
  const maxBytes = expected?.bytes ?? maxUnknownBytes;
  const chunks: Uint8Array[] = [];
  let loadedBytes = 0;
  const body = response.body as AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null;
  for await (const chunk of chunksOf(body)) {
    onBytes();
    loadedBytes += chunk.length;
    if (loadedBytes > maxBytes) {
      const got = `more than ${maxBytes} bytes`;
      throw failure("ERR_RNN_HASH_MISMATCH", url, options, got, { expected: expected?.sha256 });
    }
    chunks.push(chunk);
    onProgress?.({ file: name, loadedBytes, totalBytes });
  }
  const bytes = new Uint8Array(loadedBytes);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** The chunks of a body, by its reader: not every browser can iterate a stream. */
async function* chunksOf(
  body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Where the loop above ended early, the rest is not wanted.
    reader.cancel().catch(() => undefined);
  }
}

async function verify(
  url: string,
  bytes: Uint8Array<ArrayBuffer>,
  expected: Pick<DatasetFile, "bytes" | "sha256">,
  options: DownloadOptions,
): Promise<void> {
  const actual = await sha256Hex(bytes);
  if (actual === undefined) {
    const got = "a page without crypto.subtle, which cannot check it (serve the page over https)";
    throw failure("ERR_RNN_DOWNLOAD", url, options, got);
  }
  if (actual === expected.sha256 && bytes.length === expected.bytes) return;
  const got =
    `${bytes.length} bytes with SHA-256 ${actual} in place of ${expected.bytes} bytes ` +
    `with ${expected.sha256}`;
  throw failure("ERR_RNN_HASH_MISMATCH", url, options, got, {
    expected: expected.sha256,
    actual,
  });
}

function failure(
  code: "ERR_RNN_OFFLINE" | "ERR_RNN_DOWNLOAD" | "ERR_RNN_HASH_MISMATCH",
  url: string,
  { caller, name }: DownloadOptions,
  got: string,
  fields: { status?: number; cause?: unknown; expected?: string | undefined; actual?: string } = {},
): DatasetError {
  const advice = {
    ERR_RNN_OFFLINE:
      `Without a connection, get ${name} from elsewhere and give { path } or set RNN_DATA_DIR ` +
      "to its folder; behind a proxy, set HTTPS_PROXY; a mirror's address goes into RNN_DATA_URL.",
    ERR_RNN_DOWNLOAD: `Try again later, or get ${name} from elsewhere and give { path }.`,
    ERR_RNN_HASH_MISMATCH:
      "It was not kept. A proxy or mirror may have answered in the server's place; " +
      "to use a file of your own, give { path }.",
  }[code];
  return new DatasetError(
    code,
    `${caller}: expected ${name} (from ${url}), got ${got}. ${advice}`,
    { location: url, ...fields },
  );
}

function deepestCause(error: Error): { code: unknown; message: string } {
  let deepest: Error = error;
  while (deepest.cause instanceof Error) deepest = deepest.cause;
  const code = "code" in deepest ? deepest.code : undefined;
  return { code, message: [code, deepest.message].filter(Boolean).join(" ") };
}
