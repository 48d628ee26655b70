import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { plainText } from "@rnn/labelled-text/display";
import type { TextClassifier } from "@rnn/text-classifier";
import { type Command, Option } from "commander";
import { describeFileError } from "../files/describe-file-error.ts";
import { loadClassifier } from "../model/load-classifier.ts";
import { modelArgument, modelPath, readModel } from "../model/read-model.ts";
import { requireOptions } from "../options/require-options.ts";
import { writeFile } from "../run/write-file.ts";
import type { CommandContext } from "./command-module.ts";

interface ExportOptions {
  readonly format: "npz" | "onnx";
  readonly out?: string;
  readonly force?: true;
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
    .option("--out <file>", "default: model.npz or model.onnx beside the model, written again")
    .option("--force", "write over the file that --out names");
}

export async function run(command: Command, { stdout, stderr }: CommandContext): Promise<void> {
  const { format, out, force } = requireOptions<ExportOptions>(command, ["format"]);
  const [model] = command.args;
  if (out === "-") {
    command.error("error: option '--out <file>' must name a file: nothing is exported to stdout.");
  }
  const path = out ?? join(dirname(await modelPath(model)), `model.${format}`);
  const onNote = (note: string): void => {
    stderr.write(`Note: ${note}\n`);
  };
  const exported = await (format === "npz" ? weightsOf(model, onNote) : onnxOf(model, onNote));
  if (out !== undefined) await checkReplaceable(out, exported, force === true);
  try {
    await writeFile(path, exported);
  } catch (cause) {
    const [origin, advice] =
      out === undefined ? ["export", " Name another with --out."] : ["--out", ""];
    throw new Error(
      `${origin}: expected a file that can be written, got ${describeFileError(cause)} (at ${path}).${advice}`,
      { cause },
    );
  }
  stdout.write(`Written to ${plainText(path)}\n`);
}

/** @throws Error where something is there that would be lost: anything but a file of the same bytes */
async function checkReplaceable(path: string, bytes: Uint8Array, force: boolean): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isFile()) {
    const kind = found.isDirectory() ? "a folder" : "a device or pipe";
    throw new Error(`--out: expected the name of a file, got ${kind} (at ${path}).`);
  }
  if (force || (found.size === bytes.length && (await readFile(path)).equals(bytes))) return;
  throw new Error(
    `--out: expected a file that is not there yet, got one that is (at ${path}). ` +
      "Name another, or write over it with --force.",
  );
}

async function weightsOf(model: string, onNote: (note: string) => void): Promise<Uint8Array> {
  const { loadNetwork } = await import("@rnn/model");
  const { ClassifierFileError, encodeWeightsNpz } = await import("@rnn/text-classifier");
  const classifier = await loadClassifier(model).catch((error: unknown) => {
    const { cause } = error as Error;
    const isNetwork =
      cause instanceof ClassifierFileError && cause.code === "ERR_RNN_CLASSIFIER_NO_TEXT";
    if (!isNetwork) throw error;
    return undefined;
  });
  if (classifier === undefined) return encodeWeightsNpz(await readModel(model, loadNetwork));
  return encodeWeightsNpz(withNetwork(classifier, onNote).network);
}

async function onnxOf(model: string, onNote: (note: string) => void): Promise<Uint8Array> {
  const { encodeOnnx } = await import("@rnn/text-classifier/onnx");
  return encodeOnnx(withNetwork(await loadClassifier(model), onNote));
}

/** @throws Error for a classifier of n-grams alone */
function withNetwork(classifier: TextClassifier, onNote: (note: string) => void): TextClassifier {
  const { model } = classifier;
  if (model === "ngrams") {
    throw new Error(
      "export: expected a model with a network, got one of n-grams alone. Train one with --model rnn or both.",
    );
  }
  if (model === "both") {
    onNote("The model is a network and n-grams together; the network alone is exported.");
  }
  return classifier;
}
