import { curves, curvesVersion } from "../../state/run-state.ts";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { trainTexts } from "./train-texts.ts";

/** The figures of the charts. */
export function EpochTable() {
  const t = trainTexts();
  if (curvesVersion.value === 0 || curves.epochs.length === 0) return null;
  return (
    <details>
      <summary>{t.table}</summary>
      <ScrollTable
        label={t.table}
        head={[t.epoch, t.trainLoss, t.valLoss, t.valAccuracy, t.time]}
        rows={curves.epochs.map(({ loss, valLoss, valAccuracy, trainingMs }, n) => [
          n + 1,
          loss.toFixed(4),
          valLoss.toFixed(4),
          `${(100 * valAccuracy).toFixed(1)}%`,
          `${Math.round(trainingMs)} ms`,
        ])}
      />
    </details>
  );
}
