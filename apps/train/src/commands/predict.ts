import { open } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { TextClassifier } from "@rnn/text-classifier";
import type { PredictOptions } from "../args.ts";
import type { Streams } from "../streams.ts";
import { readModel } from "./model-path.ts";
import { tracedLine } from "./traced-line.ts";

/** Classifies one text, or each line of a file or of stdin, in turn. */
export async function predictTexts(
  model: string,
  text: string | undefined,
  { file, trace, json }: PredictOptions,
  { stdin, stdout, stderr }: Streams & { readonly stdin: NodeJS.ReadableStream },
): Promise<void> {
  const classifier = TextClassifier.load(await readModel(model));
  const colors = stdout.isTTY === true && stdout.hasColors?.() === true;
  const predict = (given: string): void => {
    const found = classifier.classify(given);
    const traced = trace ? classifier.trace(given) : undefined;
    if (json) {
      stdout.write(
        `${JSON.stringify({ text: given, ...found, ...(traced && { trace: traced }) })}\n`,
      );
      return;
    }
    stdout.write(`${found.className} ${found.probability.toFixed(4)}  ${given}\n`);
    if (found.readCount === 0) stderr.write("No word of this text is known to the model.\n");
    if (traced) stdout.write(`${tracedLine(traced, classifier.classNames[1], colors)}\n`);
  };
  if (text !== undefined) {
    predict(text);
    return;
  }
  const input = file === undefined ? stdin : (await opened(file)).createReadStream();
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() !== "") predict(line);
  }
}

async function opened(file: string): Promise<Awaited<ReturnType<typeof open>>> {
  try {
    return await open(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`--file: expected a readable file, got ${code} (at ${file}).`, { cause });
  }
}
