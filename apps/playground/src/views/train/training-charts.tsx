import { LineChart } from "../../charts/line-chart.tsx";
import { thinOut } from "../../charts/thin-out.ts";
import { settings } from "../../state/page.ts";
import { bestEpoch, curves, curvesVersion, run } from "../../state/run-state.ts";
import { DataFactsLine } from "./data-facts-line.tsx";
import { EpochTable } from "./epoch-table.tsx";
import { trainTexts } from "./train-texts.ts";

/** Points of the batch losses that are drawn at most. */
const mostPoints = 500;

/** Losses a batch and an epoch, accuracies beside the n-grams', and the same as a table. */
export function TrainingCharts() {
  const t = trainTexts();
  const { settings: trained = settings.value, batchesPerEpoch, baseline } = run.value;
  const epochCount = trained.epochs;
  // Read for its changes: the curves grow in place.
  const isEmpty = curvesVersion.value === 0 || curves.batches.length === 0;
  const perEpoch = batchesPerEpoch || 1;
  const batches = thinOut(curves.batches, mostPoints).map(
    ([n, loss]) => [n / perEpoch, loss] as const,
  );
  const losses = curves.epochs.map(({ loss }, n) => [n + 1, loss] as const);
  const valLosses = curves.epochs.map(({ valLoss }, n) => [n + 1, valLoss] as const);
  const accuracies = curves.epochs.map(({ valAccuracy }, n) => [n + 1, valAccuracy] as const);
  const best = bestEpoch(curves.epochs);
  const highest = Math.max(0.8, ...batches.map(([, loss]) => loss), ...valLosses.map(([, v]) => v));
  const x = { isWhole: true, label: t.epochs, domain: [0, epochCount] as const };
  const percent = (value: number) => `${Math.round(100 * value)}%`;
  const lowest = Math.min(0.5, ...accuracies.map(([, value]) => value));
  const lastLoss = curves.epochs.at(-1);
  const down = best === undefined ? [] : [{ value: best, label: t.best(best), color: 3 }];
  return (
    <div class="charts">
      <LineChart
        title={t.lossTitle}
        description={
          lastLoss
            ? t.lossSays(lastLoss.loss.toFixed(3), lastLoss.valLoss.toFixed(3))
            : t.nothingYet
        }
        x={x}
        y={{ label: t.loss, domain: [0, Math.min(highest, 3)] }}
        series={[
          { name: t.batchLoss, color: 1, points: batches, look: "faint" },
          { name: t.trainLoss, color: 1, points: losses },
          { name: t.valLoss, color: 2, points: valLosses },
        ]}
        down={down}
      />
      <LineChart
        title={t.accuracyTitle}
        description={
          lastLoss
            ? t.accuracySays(
                percent(lastLoss.valAccuracy),
                baseline ? percent(baseline.accuracy) : t.notYet,
              )
            : t.nothingYet
        }
        x={x}
        y={{ label: t.accuracy, domain: [Math.floor(lowest * 10) / 10, 1], format: percent }}
        series={[{ name: t.valAccuracy, color: 2, points: accuracies }]}
        across={
          baseline
            ? [
                {
                  value: baseline.accuracy,
                  label: t.baseline(percent(baseline.accuracy)),
                  color: 4,
                },
              ]
            : []
        }
        down={down}
      />
      {isEmpty && <p class="hint">{t.start}</p>}
      <DataFactsLine />
      <EpochTable />
    </div>
  );
}
