import type { OpenModel } from "../../state/opened-model.ts";
import { modelTexts } from "./model-texts.ts";

/** So many names of classes are listed. */
const listedNames = 12;
const longestName = 60;

/** What the opened model is, and how it decides. */
export function ModelFactsLine({ model: { name, facts } }: { readonly model: OpenModel }) {
  const t = modelTexts();
  const { model, classNames, threshold, rejectBelow, isCalibrated } = facts;
  const listed = classNames.slice(0, listedNames).map(shortenName).join(", ");
  const others = classNames.length - listedNames;
  return (
    <p class="facts">
      {t.isOf(name ?? t.ofPage, model)} {t.classes(others > 0 ? t.more(listed, others) : listed)}{" "}
      {isCalibrated && t.calibrated}{" "}
      {threshold !== undefined &&
        t.above(shortenName(classNames[1]), String(Number(threshold.toPrecision(4))))}{" "}
      {rejectBelow !== undefined && t.bound(String(rejectBelow))}
    </p>
  );
}

/** A name of a class as it is shown: a file may hold one of any length. */
export function shortenName(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName)}…` : name;
}
