import { run } from "../../state/run-state.ts";
import { trainTexts } from "./train-texts.ts";

/** What the network was trained on, and what the n-grams get out of it. */
export function DataFactsLine() {
  const t = trainTexts();
  const { facts, baseline } = run.value;
  if (facts === undefined) return null;
  const { train, validation, vocabulary, coverage, classNames } = facts;
  return (
    <p class="facts">
      {t.facts(train, validation, vocabulary, Math.round(100 * coverage))}{" "}
      {t.classes(classNames[0], classNames[1])}{" "}
      {baseline && t.baselineSays((100 * baseline.accuracy).toFixed(1), baseline.features)}
    </p>
  );
}
