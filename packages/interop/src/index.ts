export { InteropError, type InteropErrorCode } from "./interop-error.ts";
export { decodeTorch } from "./torch/decode-torch.ts";
export { encodeTorch } from "./torch/encode-torch.ts";
