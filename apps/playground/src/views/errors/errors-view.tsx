import { useId, useState } from "preact/hooks";
import { Failure } from "../shared/failure.tsx";
import { NeedsNetwork } from "../shared/needs-network.tsx";
import { sharedTexts } from "../shared/shared-texts.ts";
import { useAnswer } from "../shared/use-answer.ts";
import { ConfusionTable } from "./confusion-table.tsx";
import { errorsTexts } from "./errors-texts.ts";
import { Histogram } from "./histogram.tsx";
import { ReliabilityChart } from "./reliability-chart.tsx";
import { countConfusion } from "./score-validation.ts";
import { TextList } from "./text-list.tsx";

/** Where the network errs, and how sure it is of it. */
export function ErrorsView() {
  const t = errorsTexts();
  return (
    <>
      <h1>{t.heading}</h1>
      <p class="lead">{t.lead}</p>
      <NeedsNetwork>
        <Errors />
      </NeedsNetwork>
    </>
  );
}

function Errors() {
  const t = errorsTexts();
  const id = useId();
  const { value: scored, error } = useAnswer("scoreValidation", null);
  const [threshold, setThreshold] = useState(0.5);
  const [cell, setCell] = useState<readonly [number, number]>([0, 1]);
  if (scored === undefined) {
    return error ? <Failure error={error} /> : <p class="hint">{sharedTexts().waiting}</p>;
  }
  const confusion = countConfusion(scored, threshold);
  const right = confusion[0][0] + confusion[1][1];
  return (
    <>
      <Failure error={error} />
      <p class="slider">
        <label for={id}>{t.threshold(scored.classNames[1])}</label>
        <input
          id={id}
          type="range"
          min={0}
          max={1}
          step={0.01}
          value={threshold}
          onInput={({ currentTarget }) => setThreshold(Number(currentTarget.value))}
        />
        <output for={id}>
          {t.right(threshold.toFixed(2), ((100 * right) / scored.labels.length).toFixed(1))}
        </output>
      </p>
      <ConfusionTable
        confusion={confusion}
        classNames={scored.classNames}
        cell={cell}
        onPick={setCell}
      />
      <TextList scored={scored} threshold={threshold} cell={cell} />
      <Histogram scored={scored} threshold={threshold} />
      <ReliabilityChart scored={scored} />
    </>
  );
}
