import { decodeReview } from "@rnn/imdb-data";
import { type LabelledTexts, readLabelledTexts } from "@rnn/labelled-text";
import { type Evaluation, evaluate, TextClassifier } from "@rnn/text-classifier";
import { type Command, Option } from "commander";
import { modelArgument, readModel } from "../model/read-model.ts";
import { whole } from "../options/option-kinds.ts";
import { requireOptions } from "../options/require-options.ts";
import { showDownloadProgress } from "../progress/show-download-progress.ts";
import { isImdb, loadReviews } from "../reviews.ts";
import type { Streams } from "../streams.ts";
import type { CommandContext } from "./command-module.ts";

interface EvaluateOptions {
  readonly data: string;
  readonly part: "test" | "train" | "all";
  readonly textColumn?: string;
  readonly labelColumn?: string;
  /** How many of the most confidently wrong texts are shown. */
  readonly wrong: number;
  readonly quiet?: true;
  readonly json?: true;
}

export function declare(command: Command): Command {
  return command
    .summary("scores a model on labelled texts")
    .description(
      "Accuracy, loss, confusion matrix, precision, recall, F1, ROC AUC, and the worst mistakes.",
    )
    .argument("<model>", modelArgument)
    .option("--data <source>", "as for train, with the model's two classes")
    .addOption(
      new Option("--part <part>", "which part, where the data has several")
        .choices(["test", "train", "all"])
        .default("test"),
    )
    .option("--text-column <name>", "the column of the texts")
    .option("--label-column <name>", "the column of the classes")
    .addOption(whole("--wrong <count>", "most confidently wrong texts shown", 5, 0))
    .option("--quiet", "no progress")
    .option("--json", "one JSON object on stdout");
}

/** A text that the model was surest of, and wrong. */
interface Mistake {
  readonly origin: string;
  readonly trueClass: string;
  /** The probability of the class that it was taken for. */
  readonly probability: number;
  readonly text: string;
}

export async function run(command: Command, context: CommandContext): Promise<void> {
  const options = requireOptions<EvaluateOptions>(command, ["data"]);
  const [model] = command.args;
  const { stdout, stderr } = context;
  const signal = context.abortOnSignals();
  const classifier = await readModel(model, (bytes) => TextClassifier.load(bytes));
  const { classNames, ...parts } = await textsOf(options, context, signal);
  if (String(classNames) !== String(classifier.classNames)) {
    stderr.write(
      `The classes ${classNames.join(" and ")} are taken for ${classifier.classNames.join(" and ")}.\n`,
    );
  }
  const { texts, labels, origins } = partOf(parts, options.part);
  const probabilities = classifier.probabilities(texts).data;
  const evaluation = evaluate(labels, probabilities);
  const mistakes = [...probabilities.keys()]
    .filter((n) => Number(probabilities[n] > 0.5) !== labels[n])
    .sort((a, b) => Math.abs(probabilities[b] - 0.5) - Math.abs(probabilities[a] - 0.5) || a - b)
    .slice(0, options.wrong)
    .map((n) => ({
      origin: origins[n],
      trueClass: classifier.classNames[labels[n]],
      probability: Math.max(probabilities[n], 1 - probabilities[n]),
      text: texts[n],
    }));
  stdout.write(
    options.json
      ? `${JSON.stringify({ ...evaluation, classNames: classifier.classNames, mistakes })}\n`
      : `${shown(evaluation, classifier.classNames, mistakes)}\n`,
  );
}

interface Parts {
  readonly train: LabelledTexts;
  readonly test: LabelledTexts | undefined;
}

async function textsOf(
  { data, textColumn, labelColumn, quiet }: EvaluateOptions,
  { stderr }: Streams,
  signal: AbortSignal,
): Promise<Parts & { readonly classNames: readonly [string, string] }> {
  if (!(await isImdb(data))) {
    const columns = { ...(textColumn && { textColumn }), ...(labelColumn && { labelColumn }) };
    return readLabelledTexts(data, { ...columns, signal });
  }
  const onProgress = showDownloadProgress(stderr, quiet === true);
  const everyWord = { numWords: 2 ** 30, skipTop: 0 };
  const loaded = await loadReviews({ data, ...everyWord }, { stderr, signal, onProgress });
  const { wordIndex } = loaded;
  if (wordIndex === undefined) {
    throw new Error(
      "evaluate: expected imdb_word_index.json beside imdb.npz, got none. The model reads words, not their ids.",
    );
  }
  const part = (name: string, x: typeof loaded.xTrain, y: typeof loaded.yTrain): LabelledTexts => ({
    texts: Array.from({ length: x.length }, (_, n) => decodeReview(x.row(n), wordIndex)),
    labels: Uint8Array.from(y.astype("int32").data),
    origins: Array.from({ length: x.length }, (_, n) => `${name}[${n}]`),
  });
  return {
    train: part("xTrain", loaded.xTrain, loaded.yTrain),
    test: part("xTest", loaded.xTest, loaded.yTest),
    classNames: ["negative", "positive"],
  };
}

/** The part asked for; all of it where the data has no test part. */
function partOf({ train, test }: Parts, part: EvaluateOptions["part"]): LabelledTexts {
  if (test === undefined || part === "train") return train;
  if (part === "test") return test;
  return {
    texts: [...train.texts, ...test.texts],
    labels: Uint8Array.from([...train.labels, ...test.labels]),
    origins: [...train.origins, ...test.origins],
  };
}

const textWidth = 200;

function shown(
  { count, accuracy, loss, rocAuc, confusion, classes }: Evaluation,
  classNames: readonly [string, string],
  mistakes: readonly Mistake[],
): string {
  const width = Math.max(9, ...classNames.map((name) => name.length)) + 2;
  const figure = (value: number | null): string => (value === null ? "none" : value.toFixed(4));
  const row = (name: string, cells: readonly (string | number)[]): string =>
    name.padEnd(width) + cells.map((cell) => String(cell).padStart(width)).join("");
  return [
    `Texts     ${count}`,
    `Accuracy  ${figure(accuracy)}`,
    `Loss      ${figure(loss)}`,
    `ROC AUC   ${figure(rocAuc)}`,
    "",
    "Confusion: a row a true class, a column a predicted one",
    row("", classNames),
    ...classNames.map((name, i) => row(name, confusion[i])),
    "",
    row("", ["precision", "recall", "F1", "texts"]),
    ...classNames.map((name, i) => {
      const { precision, recall, f1, support } = classes[i];
      return row(name, [figure(precision), figure(recall), figure(f1), support]);
    }),
    ...(mistakes.length === 0 ? [] : ["", "Most confidently wrong:"]),
    ...mistakes.map(({ origin, trueClass, probability, text }) => {
      const flat = text.replaceAll(/\s+/g, " ");
      const cut = flat.length > textWidth ? `${flat.slice(0, textWidth)}...` : flat;
      return `- ${origin}, ${trueClass}, taken for the other with ${probability.toFixed(4)}:\n  ${cut}`;
    }),
  ].join("\n");
}
