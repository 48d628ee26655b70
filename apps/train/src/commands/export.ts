import { dirname, join } from "node:path";
import { RecurrentNetwork } from "@rnn/model";
import { encodeWeightsNpz, TextClassifier } from "@rnn/text-classifier";
import { type Command, Option } from "commander";
import { requireOptions } from "../options/require-options.ts";
import { writeWhole } from "../run/write-whole.ts";
import type { CommandContext } from "./command-module.ts";
import { modelArgument, modelPath, readModel } from "./model-path.ts";

interface ExportOptions {
  readonly format: "npz" | "onnx";
  readonly out?: string;
}

export function declare(command: Command): Command {
  return command
    .summary("writes a model in another format")
    .description("Writes a model as weights for NumPy or as a network for ONNX runtimes.")
    .argument("<model>", modelArgument)
    .addOption(
      new Option(
        "--format <format>",
        "npz: the weights for NumPy; onnx: the network for ONNX runtimes",
      ).choices(["npz", "onnx"]),
    )
    .option("--out <file>", "default: model.npz or model.onnx beside the model");
}

export async function run(command: Command, { stdout }: CommandContext): Promise<void> {
  const { format, out } = requireOptions<ExportOptions>(command, ["format"]);
  const [model] = command.args;
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
