import { SettingsForm } from "./settings-form.tsx";
import { trainTexts } from "./train-texts.ts";
import { TrainingCharts } from "./training-charts.tsx";

/** Live training: the settings, the curves, and the table of the epochs. */
export function TrainView() {
  const t = trainTexts();
  return (
    <div class="train-view">
      <h1>{t.heading}</h1>
      <p class="lead">{t.lead}</p>
      <div class="columns">
        <SettingsForm />
        <TrainingCharts />
      </div>
    </div>
  );
}
