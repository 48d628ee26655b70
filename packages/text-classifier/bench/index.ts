/**
 * How well trainTextClassifier does, and how its defaults were chosen:
 *
 *   pnpm --filter @rnn/text-classifier bench SET...                     accuracies of test parts, with the defaults
 *   pnpm --filter @rnn/text-classifier bench --vary '{"cell":"lstm"}' SET...
 *                                            losses on validation parts, with the defaults and with each --vary
 *   pnpm --filter @rnn/text-classifier bench --halves SET...
 *                                            accuracies of test parts: of half of the rows, then of the other half by
 *                                            `from`, and of all at once
 *
 *   pnpm --filter @rnn/text-classifier bench --occlude SET...
 *                                            whether the words that `occludeWords` names matter most when left out
 *
 * A SET is a folder with train.csv and test.csv, or a file of rows beside a test.csv. Tables go to stdout.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { type TrainTextClassifierOptions, trainTextClassifier } from "../src/index.ts";
import { measureHalves } from "./measure-halves.ts";
import { measureOcclusion } from "./measure-occlusion.ts";
import { measureTest } from "./measure-test.ts";
import { readSet } from "./read-set.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    vary: { type: "string", multiple: true, default: [] },
    halves: { type: "boolean", default: false },
    occlude: { type: "boolean", default: false },
  },
});
const engine = { kind: "wasm", threads: Math.min(availableParallelism(), 8) } as const;
if (positionals.length === 0) throw new Error("bench: expected folders with train.csv, got none.");
const write = (cells: readonly (number | string)[]) =>
  process.stdout.write(`| ${cells.join(" | ")} |\n`);

if (values.halves) await writeHalves();
else if (values.occlude) await writeOcclusion();
else if (values.vary.length === 0) await writeTestFigures();
else await writeValidationLosses();

async function writeTestFigures(): Promise<void> {
  write(["set", "classes", "network", "n-grams", "classifier", "training, s", "scoring, s"]);
  write(Array.from({ length: 7 }, () => "---"));
  for (const source of positionals) {
    const set = await readSet(source);
    const { model, accuracies, trainingSeconds, testSeconds } = await measureTest(set, { engine });
    const shown = (accuracy: number | undefined) => accuracy?.toFixed(4) ?? "";
    write([
      set.name,
      set.classNames.length,
      shown(accuracies.rnn),
      shown(accuracies.ngrams),
      `${shown(accuracies[model])} (${model})`,
      trainingSeconds.toFixed(1),
      testSeconds.toFixed(1),
    ]);
  }
}

async function writeHalves(): Promise<void> {
  write(["set", "trained on", "network", "n-grams", "both", "s"]);
  write(Array.from({ length: 6 }, () => "---"));
  for (const source of positionals) {
    const set = await readSet(source);
    for (const { trainedOn, accuracies, seconds } of await measureHalves(set, { engine })) {
      const shown = (["rnn", "ngrams", "both"] as const).map(
        (model) => accuracies[model]?.toFixed(4) ?? "",
      );
      write([set.name, trainedOn, ...shown, seconds.toFixed(0)]);
    }
  }
}

async function writeOcclusion(): Promise<void> {
  write(["set", "texts", "first alone", "first together", "named", "drawn", "by the trace", "ms"]);
  write(Array.from({ length: 8 }, () => "---"));
  for (const source of positionals) {
    const set = await readSet(source);
    const { classifier } = await trainTextClassifier(set.train, {
      engine,
      classNames: set.classNames,
    });
    const found = measureOcclusion(classifier, (await set.readTest()).texts);
    const { texts, firstAlone, firstTogether, named, drawn, traced, ms } = found;
    const means = [named, drawn, traced].map((change) => change?.toFixed(3) ?? "");
    write([set.name, texts, firstAlone, firstTogether, ...means, ms.toFixed(0)]);
  }
}

async function writeValidationLosses(): Promise<void> {
  write(["options", "set", "network", "n-grams", "both"]);
  write(Array.from({ length: 5 }, () => "---"));
  for (const text of ["{}", ...values.vary]) {
    const given: unknown = JSON.parse(text);
    const options: TrainTextClassifierOptions = Object.assign({ engine, refit: false }, given);
    for (const source of positionals) {
      const { name, train, classNames } = await readSet(source);
      const { evaluations } = await trainTextClassifier(train, { ...options, classNames });
      const shown = (["rnn", "ngrams", "both"] as const).map((model) => {
        const evaluation = evaluations[model];
        return evaluation
          ? `${evaluation.accuracy.toFixed(4)} / ${evaluation.loss.toFixed(4)}`
          : "";
      });
      write([text, name, ...shown]);
    }
  }
}
