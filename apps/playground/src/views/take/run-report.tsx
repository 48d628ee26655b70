import { settingNames } from "../../settings/settings.ts";
import { run } from "../../state/run-state.ts";
import type { Scored } from "../../worker/inspect/find-errors.ts";
import { endOf } from "../errors/end-of.ts";
import { errorsTexts } from "../errors/errors-texts.ts";
import { Histogram } from "../errors/histogram.tsx";
import { ReliabilityChart } from "../errors/reliability-chart.tsx";
import { countConfusion } from "../errors/score-validation.ts";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { TrainingCharts } from "../train/training-charts.tsx";
import { takeTexts } from "./take-texts.ts";

/** A text that the network took for the other class. */
export interface Mistake {
  readonly text: string;
  readonly label: number;
  /** Of the second class. */
  readonly probability: number;
}

/** The training as a page that nothing can be pressed on: curves, figures, the surest mistakes, settings. */
export function RunReport(props: {
  readonly scored: Scored;
  readonly mistakes: readonly Mistake[];
}) {
  const t = takeTexts();
  const errors = errorsTexts();
  const { scored, mistakes } = props;
  const { classNames, labels } = scored;
  const { settings } = run.value;
  const confusion = countConfusion(scored, 0.5);
  const right = confusion[0][0] + confusion[1][1];
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  return (
    <>
      <h1>{t.reportTitle}</h1>
      <p>{t.reportLead(percent(right / labels.length), labels.length)}</p>
      <TrainingCharts />
      <h2>{errors.confusion}</h2>
      <ScrollTable
        label={errors.confusion}
        head={["", ...classNames.map((name) => errors.takenFor(name))]}
        rows={confusion.map((counts, truth) => [
          errors.isReally(classNames[truth]),
          counts[0],
          counts[1],
        ])}
      />
      <Histogram scored={scored} threshold={0.5} />
      <ReliabilityChart scored={scored} />
      <h2>{t.surestMistakes}</h2>
      {mistakes.length === 0 && <p>{errors.none}</p>}
      <ol>
        {mistakes.map(({ text, label, probability }) => (
          <li key={text}>
            <strong>{errors.listTitle(classNames[label], classNames[1 - label])}</strong>{" "}
            {`(${errors.probability} ${percent(label === 1 ? 1 - probability : probability)}): ${endOf(text)}`}
          </li>
        ))}
      </ol>
      <h2>{t.settings}</h2>
      <ScrollTable
        label={t.settings}
        head={[t.setting, t.value]}
        rows={settingNames.map((name) => [name, String(settings?.[name] ?? "")])}
      />
    </>
  );
}
