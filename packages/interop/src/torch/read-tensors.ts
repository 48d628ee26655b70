import {
  decodeSafetensors,
  FormatError,
  readSafetensorsHeader,
  type SafetensorsInfo,
  Tensor,
} from "@rnn/tensor";
import { toBytes } from "@rnn/tensor/checks";
import { findFileKind } from "../file-kind.ts";
import { InteropError } from "../interop-error.ts";
import { type HalfType, widenHalves } from "./half-floats.ts";
import type { Tensors } from "./modules.ts";

const advice = "Write it with safetensors.torch.save_file(model.state_dict(), path).";

/**
 * The tensors of a safetensors file, as float64: those of half precision too, without a loss.
 *
 * @throws InteropError for other files, and for tensors that are not of floats
 */
export function readTensors(given: Uint8Array | ArrayBuffer): Tensors {
  const bytes = toBytes("decodeTorch", "bytes", given);
  const kind = findFileKind(bytes);
  if (kind !== undefined) {
    throw broken(`expected a state dict in a safetensors file, got ${kind}. ${advice}`);
  }
  try {
    const infos = Object.entries(readSafetensorsHeader(bytes).tensors);
    for (const [name, { dtype }] of infos) {
      if (!isHalf(dtype) && dtype !== "F32" && dtype !== "F64") {
        throw broken(`expected ${name} to be of floats, got ${dtype}.`);
      }
    }
    const whole = infos.filter(([, { dtype }]) => !isHalf(dtype)).map(([name]) => name);
    const { tensors } = decodeSafetensors(bytes, { only: whole });
    return Object.fromEntries(
      infos.map(([name, info]) => [
        name,
        isHalf(info.dtype) ? widen(bytes, info, info.dtype) : tensors[name].astype("float64"),
      ]),
    );
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw broken(`${cause.message.replace(/^\w+: /, "")} ${advice}`, cause);
  }
}

function isHalf(dtype: string): dtype is HalfType {
  return dtype === "F16" || dtype === "BF16";
}

function widen(
  bytes: Uint8Array,
  { begin, end, shape }: SafetensorsInfo,
  type: HalfType,
): Tensor<"float64"> {
  return new Tensor(widenHalves(bytes.subarray(begin, end), type), "float64", shape);
}

function broken(message: string, cause?: unknown): InteropError {
  return new InteropError("ERR_RNN_INTEROP_FILE", `decodeTorch: ${message}`, { cause });
}
