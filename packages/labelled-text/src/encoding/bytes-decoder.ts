/** Decodes a file's bytes, chunk by chunk. What `next` gives is whole characters, without the byte order mark. */
export interface BytesDecoder {
  /** @throws LabelledTextError for bytes that are not text in the encoding, and for NUL */
  next(chunk: Uint8Array): string;
  /** To be called after the last chunk. */
  end(): void;
}
