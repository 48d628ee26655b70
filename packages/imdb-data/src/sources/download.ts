import { DatasetError } from "../dataset-error.ts";
import type { DatasetFile } from "../dataset-files.ts";
import { sha256Hex } from "./sha256.ts";
import type { SourceOptions } from "./source.ts";

/** What bytes without a known size may come to. */
const maxUnknownBytes = 2 ** 28;
const firstUnknownBytes = 2 ** 16;

/** What must come in the time of a stall: a server that sends a byte now and then stalls too. */
const minBytesPerStall = 2 ** 14;

/** The longest wait that a server may ask for; where it asks for more, its answer is the last. */
const maxPauseMs = 30_000;

/**
 * Codes of connections that opened and then broke, carried no HTTP or led to no address; all others mean
 * that none was made.
 */
const brokenConnection =
  /^(ECONNRESET|EPIPE|ERR_INVALID_URL|HPE_\w+|UND_ERR_(SOCKET|HEADERS_TIMEOUT|HEADERS_OVERFLOW|BODY_TIMEOUT|RES\w+))$/;

export interface DownloadOptions extends Pick<SourceOptions, "signal" | "onProgress"> {
  /** The function of the public interface that messages name. */
  caller: string;
  /** The file's name. */
  name: string;
  /** What the official file is; without it any bytes will do. */
  expected?: Pick<DatasetFile, "bytes" | "sha256"> | undefined;
  /** Default: the platform's own. */
  fetch?: typeof globalThis.fetch | undefined;
  /** How long 16 KiB may take before the attempt is given up; default 20,000. */
  stallTimeoutMs?: number;
  /** Attempts after the first, where the failure may pass; default 3. */
  retries?: number;
  /** The wait before the second attempt, doubled for each one after; default 500. */
  retryDelayMs?: number;
}

/**
 * The bytes at `url`, complete and, where `expected` is given, with that size and SHA-256. Broken
 * connections, stalls and the statuses 408, 429 and 5xx are tried again, from the start and no sooner
 * than the server asks; a server that cannot be reached and a file that is not the expected one are not.
 */
export async function download(
  url: string,
  options: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, retries = 3, retryDelayMs = 500 } = options;
  signal?.throwIfAborted();
  const { default: pRetry } = await import("p-retry");
  let pauseMs = 0;
  const onPause = (ms: number): void => {
    pauseMs = ms;
  };
  try {
    const bytes = await pRetry(() => attempt(url, options, onPause), {
      retries,
      minTimeout: retryDelayMs,
      maxTimeout: 8000,
      signal,
      shouldRetry: async ({ error }) => {
        if (!mayPass(error) || pauseMs > maxPauseMs) return false;
        await delay(pauseMs, signal);
        pauseMs = 0;
        return true;
      },
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

function delay(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** One request, from the first byte to the last; reports to `onPause` how long the server asks to wait. */
async function attempt(
  url: string,
  options: DownloadOptions,
  onPause: (ms: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const { signal, stallTimeoutMs = 20_000, fetch = globalThis.fetch } = options;
  const stall = new AbortController();
  const stalled = failure(
    "ERR_RNN_DOWNLOAD",
    url,
    options,
    `fewer than ${minBytesPerStall} bytes in ${stallTimeoutMs} ms`,
  );
  const giveUp = (): void => stall.abort(stalled);
  let timer = setTimeout(giveUp, stallTimeoutMs);
  let pending = 0;
  const onBytes = (count: number): void => {
    pending += count;
    if (pending < minBytesPerStall) return;
    pending = 0;
    clearTimeout(timer);
    timer = setTimeout(giveUp, stallTimeoutMs);
  };
  let reached = false;
  /** What the platform's fetch fails with, as an error of ours. */
  const fromNetwork = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (stall.signal.aborted) throw stalled;
      if (!(error instanceof TypeError)) throw error; // fetch's own failures are TypeErrors
      const { code, message, depth } = deepestCause(error);
      // A cause without a code is one of fetch's rules, such as on redirects: a server has answered.
      const answered = depth > 0 && code === undefined;
      const broken = reached || answered || brokenConnection.test(String(code));
      throw failure(broken ? "ERR_RNN_DOWNLOAD" : "ERR_RNN_OFFLINE", url, options, message, {
        cause: error,
      });
    }
  };
  const signals = signal === undefined ? [stall.signal] : [signal, stall.signal];
  try {
    const response = await fromNetwork(fetch(url, { signal: AbortSignal.any(signals) }));
    reached = true;
    const unusable = refusalOf(url, response);
    if (unusable !== undefined) {
      onPause(pauseOf(response));
      response.body?.cancel().catch(() => undefined);
      throw failure("ERR_RNN_DOWNLOAD", url, options, unusable, { status: response.status });
    }
    return await readBody(url, response, { fromNetwork, onBytes }, options);
  } finally {
    clearTimeout(timer);
  }
}

/** Why an answer's body is not the file, if it is not. */
function refusalOf(url: string, { status, statusText, url: last }: Response): string | undefined {
  if (/^https:/i.test(url) && /^http:/i.test(last)) return `a redirect from https to ${last}`;
  return status === 200 ? undefined : `status ${status} ${statusText}`.trim();
}

/** What `Retry-After` says, in seconds or as a date; 0 where it is not there. */
function pauseOf({ headers }: Response): number {
  const value = headers.get("retry-after") ?? "";
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Math.max(0, ms || 0);
}

interface Transfer {
  readonly fromNetwork: <T>(work: Promise<T>) => Promise<T>;
  readonly onBytes: (count: number) => void;
}

async function readBody(
  url: string,
  response: Response,
  { fromNetwork, onBytes }: Transfer,
  options: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { name, expected, onProgress } = options;
  // A compressed answer's length is not the file's.
  const length = response.headers.get("content-encoding")
    ? undefined
    : (response.headers.get("content-length") ?? undefined);
  const totalBytes = expected?.bytes ?? (length === undefined ? undefined : Number(length));
  const maxBytes = expected?.bytes ?? maxUnknownBytes;
  if (response.body === null) return new Uint8Array();
  // Not a list of chunks: they may be of one byte each.
  let bytes = new Uint8Array(expected?.bytes ?? firstUnknownBytes);
  let loadedBytes = 0;
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await fromNetwork(reader.read());
      if (done) break;
      onBytes(value.length);
      if (loadedBytes + value.length > maxBytes) {
        const got = `more than ${maxBytes} bytes`;
        throw failure("ERR_RNN_HASH_MISMATCH", url, options, got, { expected: expected?.sha256 });
      }
      bytes = withRoom(bytes, loadedBytes + value.length);
      bytes.set(value, loadedBytes);
      loadedBytes += value.length;
      onProgress?.({ file: name, loadedBytes, totalBytes });
    }
  } finally {
    // Where the loop ended early, the rest is not wanted.
    reader.cancel().catch(() => undefined);
  }
  return loadedBytes === bytes.length ? bytes : bytes.slice(0, loadedBytes);
}

/** The bytes, in an array at least twice as long where `length` of them do not fit. */
function withRoom(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= bytes.length) return bytes;
  const larger = new Uint8Array(Math.max(length, 2 * bytes.length));
  larger.set(bytes);
  return larger;
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

function deepestCause(error: Error): { code: unknown; message: string; depth: number } {
  let deepest: Error = error;
  let depth = 0;
  while (deepest.cause instanceof Error && depth < 10) {
    deepest = deepest.cause;
    depth++;
  }
  const code = "code" in deepest ? deepest.code : undefined;
  return { code, message: [code, deepest.message].filter(Boolean).join(" "), depth };
}
