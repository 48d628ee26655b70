export { InteropError, type InteropErrorCode } from "./interop-error.ts";
export { decodeKeras, decodeKerasWeights } from "./keras/decode-keras.ts";
export { encodeKeras, encodeKerasWeights } from "./keras/encode-keras.ts";
export { decodeTorch } from "./torch/decode-torch.ts";
export { encodeTorch } from "./torch/encode-torch.ts";
export { encodeWordVectors } from "./word-vectors/encode-word-vectors.ts";
export { readWordVectors, type WordVectors } from "./word-vectors/read-word-vectors.ts";
