import { dirname, join } from "node:path";
import { type Command, Option } from "commander";
import { modelArgument, modelPath, readModel } from "../model/read-model.ts";
import { requireOptions } from "../options/require-options.ts";
import { writeWhole } from "../run/write-whole.ts";
import type { CommandContext } from "./command-module.ts";

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
  const path = out ?? join(dirname(await modelPath(model)), `model.${format}`);
  const exported = await (format === "npz" ? weightsOf(model) : onnxOf(model));
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

async function weightsOf(model: string): Promise<Uint8Array> {
  const { RecurrentNetwork } = await import("@rnn/model");
  const { encodeWeightsNpz } = await import("@rnn/text-classifier");
  return encodeWeightsNpz(await readModel(model, (bytes) => RecurrentNetwork.load(bytes)));
}

async function onnxOf(model: string): Promise<Uint8Array> {
  const { TextClassifier } = await import("@rnn/text-classifier");
  const { encodeOnnx } = await import("@rnn/text-classifier/onnx");
  return encodeOnnx(await readModel(model, (bytes) => TextClassifier.load(bytes)));
}
