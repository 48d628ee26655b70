import { text } from "../../state/text.ts";
import { Failure } from "../shared/failure.tsx";
import { NeedsNetwork } from "../shared/needs-network.tsx";
import { TextField } from "../shared/text-field.tsx";
import { useAnswer } from "../shared/use-answer.ts";
import { DriftChart } from "./drift-chart.tsx";
import { PaddingTable } from "./padding-table.tsx";
import { paddingTexts } from "./padding-texts.ts";
import { PaddingTraining } from "./padding-training.tsx";

/** Padding in front and behind, passed over or read, and what it does to the state. */
export function PaddingView() {
  const t = paddingTexts();
  return (
    <>
      <h1>{t.heading}</h1>
      <p class="lead">{t.lead}</p>
      <NeedsNetwork>
        <TextField />
        <Padded />
        <PaddingTraining />
      </NeedsNetwork>
    </>
  );
}

function Padded() {
  const { value: cases, error } = useAnswer("comparePadding", { text: text.value });
  return (
    <>
      <Failure error={error} />
      {cases && <DriftChart cases={cases} />}
      {cases && <PaddingTable cases={cases} />}
    </>
  );
}
