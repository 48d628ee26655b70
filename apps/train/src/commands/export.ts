import { dirname, join } from "node:path";
import { RecurrentNetwork } from "@rnn/model";
import { encodeWeightsNpz, TextClassifier } from "@rnn/text-classifier";
import type { ExportOptions } from "../args.ts";
import { writeWhole } from "../run/write-whole.ts";
import type { Streams } from "../streams.ts";
import { modelPath, readModel } from "./model-path.ts";

/** Writes a model as weights for NumPy or as an ONNX network. */
export async function exportModel(
  model: string,
  { format, out }: ExportOptions,
  { stdout }: Streams,
): Promise<void> {
  const bytes = await readModel(model);
  const path = out ?? join(dirname(await modelPath(model)), `model.${format}`);
  const exported =
    format === "npz"
      ? await encodeWeightsNpz(RecurrentNetwork.load(bytes))
      : await onnxOf(TextClassifier.load(bytes));
  try {
    await writeWhole(path, exported);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`--out: expected a file that can be written, got ${code} (at ${path}).`, {
      cause,
    });
  }
  stdout.write(`Written to ${path}\n`);
}

async function onnxOf(classifier: TextClassifier): Promise<Uint8Array> {
  const { encodeOnnx } = await import("@rnn/text-classifier/onnx");
  return encodeOnnx(classifier);
}
