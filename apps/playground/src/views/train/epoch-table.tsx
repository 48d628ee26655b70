import { curves, curvesVersion } from "../../state/run-state.ts";
import { trainTexts } from "./train-texts.ts";

/** The figures of the charts. */
export function EpochTable() {
  const t = trainTexts();
  if (curvesVersion.value === 0 || curves.epochs.length === 0) return null;
  return (
    <details>
      <summary>{t.table}</summary>
      {/* What scrolls must be reachable by keyboard. */}
      <div class="scrolls" tabIndex={0} role="region" aria-label={t.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.epoch}</th>
              <th scope="col">{t.trainLoss}</th>
              <th scope="col">{t.valLoss}</th>
              <th scope="col">{t.valAccuracy}</th>
              <th scope="col">{t.time}</th>
            </tr>
          </thead>
          <tbody>
            {curves.epochs.map(({ loss, valLoss, valAccuracy, trainingMs }, n) => (
              <tr key={n}>
                <th scope="row">{n + 1}</th>
                <td>{loss.toFixed(4)}</td>
                <td>{valLoss.toFixed(4)}</td>
                <td>{(100 * valAccuracy).toFixed(1)} %</td>
                <td>{Math.round(trainingMs)} ms</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
