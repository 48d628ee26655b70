import { testMutations } from "@rnn/testing/test-mutations";
import {
  arange,
  type DType,
  decodeNpy,
  decodeNpz,
  decodeSafetensors,
  encodeNpy,
  encodeNpz,
  encodeSafetensors,
  FormatError,
  type Tensor,
  tensor,
  zeros,
} from "../src/index.ts";
import { type Forged, forge } from "./forged-zip.ts";

const tensors: Record<string, Tensor<DType>> = {
  matrix: arange(12).reshape([3, 4]),
  fortran: arange(6).reshape([2, 3]).transpose(),
  number: tensor(1.5),
  bytes: tensor([1, 2, 3], { dtype: "uint8" }),
  big: tensor([2n ** 63n, 7n], { dtype: "uint64" }),
  none: zeros([3, 0, 2], { dtype: "float32" }),
};

const isRefusal = (error: unknown): boolean =>
  error instanceof FormatError && error.code.startsWith("ERR_RNN_");

/** Whether each element can be had, and the tensor can be written and read again. */
function isWholeTensor(result: Tensor<DType>): boolean {
  const written = encodeNpy(result);
  return result.toString().length > 0 && equalBytes(encodeNpy(decodeNpy(written)), written);
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

testMutations({
  format: "npy",
  originals: [
    ...Object.values(tensors).map((one) => encodeNpy(one)),
    encodeNpy(arange(2), { version: "2.0" }),
    encodeNpy(arange(2), { version: "3.0" }),
  ],
  read: decodeNpy,
  isWhole: isWholeTensor,
  isRefusal,
});

const hexOf = (one: Tensor<DType>): string => Buffer.from(encodeNpy(one)).toString("hex");
const arrays = new Set(Object.values(tensors).map(hexOf));
const members = (zip64: boolean, method: number, descriptor: boolean): Forged[] =>
  Object.entries(tensors).map(([name, one]) => {
    return { name: `${name}.npy`, data: encodeNpy(one), zip64, method, descriptor };
  });

testMutations({
  format: "npz",
  originals: [
    await encodeNpz(tensors),
    await encodeNpz(tensors, { compress: true }),
    forge(members(true, 0, false).slice(0, 2)),
    forge(members(false, 8, true).slice(2)),
    forge([]),
  ],
  read: (bytes) => decodeNpz(bytes, { maxBytes: 2 ** 20 }),
  // The CRC-32 lets through only arrays that stood in an archive.
  isWhole: (result) => Object.values(result).every((one) => arrays.has(hexOf(one))),
  isRefusal,
});

testMutations({
  format: "safetensors",
  originals: [
    encodeSafetensors(tensors, { metadata: { format: "np", text: 'a "quoted" \\ ä' } }),
    encodeSafetensors({ number: tensor(1.5) }),
    encodeSafetensors({}),
  ],
  read: decodeSafetensors,
  isWhole: (result) => {
    const written = encodeSafetensors(result.tensors, { metadata: result.metadata });
    const again = decodeSafetensors(written);
    return (
      Object.values(result.tensors).every(isWholeTensor) &&
      equalBytes(encodeSafetensors(again.tensors, { metadata: again.metadata }), written)
    );
  },
  isRefusal,
});
