import { useState } from "preact/hooks";
import { text } from "../../state/text.ts";
import { Failure } from "../shared/failure.tsx";
import { NeedsNetwork } from "../shared/needs-network.tsx";
import { sharedTexts } from "../shared/shared-texts.ts";
import { TextField } from "../shared/text-field.tsx";
import { useAnswer } from "../shared/use-answer.ts";
import { CellDiagram } from "./cell-diagram.tsx";
import { GateSum } from "./gate-sum.tsx";
import { lensTexts } from "./lens-texts.ts";
import { StateEquation } from "./state-equation.tsx";

/** One step of one unit, from the diagram to the arithmetic. */
export function LensView() {
  const t = lensTexts();
  return (
    <>
      <h1>{t.heading}</h1>
      <p class="lead">{t.lead}</p>
      <NeedsNetwork>
        <TextField />
        <Lens />
      </NeedsNetwork>
    </>
  );
}

function Lens() {
  const t = lensTexts();
  const shared = sharedTexts();
  const [step, setStep] = useState(Number.MAX_SAFE_INTEGER);
  const [unit, setUnit] = useState(0);
  const { value: shown, error } = useAnswer("stepOfCell", { text: text.value, step, unit });
  if (shown === undefined)
    return error ? <Failure error={error} /> : <p class="hint">{shared.noWords}</p>;
  return (
    <>
      <Failure error={error} />
      <div class="pickers">
        <label>
          {t.word}{" "}
          <select
            value={shown.step}
            onChange={({ currentTarget }) => setStep(Number(currentTarget.value))}
          >
            {shown.words.map((word, n) => (
              <option key={n} value={n}>
                {`${n + 1}: ${word}`}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.unit}{" "}
          <select
            value={shown.unit}
            onChange={({ currentTarget }) => setUnit(Number(currentTarget.value))}
          >
            {Array.from({ length: shown.units }, (_, n) => (
              <option key={n} value={n}>
                {n + 1}
              </option>
            ))}
          </select>
        </label>
      </div>
      <CellDiagram shown={shown} />
      <h2>{t.gatesTitle}</h2>
      <div class="gates">
        {shown.gates.map((gate) => (
          <GateSum key={gate.name} gate={gate} cell={shown.cell} reset={shown.gates[1]?.result} />
        ))}
      </div>
      <StateEquation shown={shown} />
    </>
  );
}
