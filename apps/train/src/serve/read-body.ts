import type { ByteShare } from "./byte-budget.ts";

/** The bytes of a body, or why there are none: it is too large, there is no room for it, it did not arrive whole. */
export type Body = Uint8Array | "too large" | "no room" | "broken off";

/** Bodies up to this size are taken at their word; of larger ones what arrives is counted. */
const smallBytes = 16_384;

/** Reads the body of a request, of `maxBytes` at most, as far as the share of the budget has room for it. */
export async function readBody(
  request: Request,
  { maxBytes, share }: { readonly maxBytes: number; readonly share: ByteShare },
): Promise<Body> {
  const { headers } = request;
  const said = headers.has("transfer-encoding") ? undefined : headers.get("content-length");
  const length = Number(said ?? Number.POSITIVE_INFINITY);
  if (said && length > maxBytes) return "too large";
  try {
    if (length > smallBytes) return await readStream(request, { maxBytes, share });
    return share.take(length) ? new Uint8Array(await request.arrayBuffer()) : "no room";
  } catch {
    return "broken off";
  }
}

async function readStream(
  { body }: Request,
  { maxBytes, share }: { readonly maxBytes: number; readonly share: ByteShare },
): Promise<Body> {
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, length);
    length += value.length;
    if (length > maxBytes) return "too large";
    if (!share.take(value.length)) return "no room";
    chunks.push(value);
  }
}
