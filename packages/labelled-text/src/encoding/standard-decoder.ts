/** A `TextDecoder` of the Encoding Standard, as far as it is used. */
export interface StandardDecoder {
  decode(bytes: Uint8Array, options: { readonly stream?: boolean }): string;
}

/** An encoding of the standard. */
export interface StandardEncoding {
  /** Its name, which its other names stand for. */
  readonly name: string;
  /** Makes a decoder; `fatal` throws at bytes that are none of it, else they become U+FFFD. */
  readonly makeDecoder: (options: { readonly fatal: boolean }) => StandardDecoder;
}

/** What a platform provides: the encoding of a name, or undefined. */
export type FindEncoding = (label: string) => Promise<StandardEncoding | undefined>;
