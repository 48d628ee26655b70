/**
 * Floats of 16 bits, little-endian, by their names in safetensors files:
 *
 *   F16   sign, 5 bits of exponent with bias 15, 10 of fraction (IEEE 754 binary16)
 *   BF16  the upper half of a float32
 */
export type HalfType = "F16" | "BF16";

/** The values as float64, which has all of them. */
export function widenHalves(bytes: Uint8Array, type: HalfType): Float64Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const widen = type === "F16" ? widenFloat16 : widenBfloat16;
  return Float64Array.from({ length: bytes.length / 2 }, (_, i) =>
    widen(view.getUint16(2 * i, true)),
  );
}

function widenFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

function widenBfloat16(bits: number): number {
  scratch.setUint16(0, bits);
  return scratch.getFloat32(0);
}
