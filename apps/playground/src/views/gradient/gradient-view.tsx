import { useState } from "preact/hooks";
import { Failure } from "../shared/failure.tsx";
import { NeedsNetwork } from "../shared/needs-network.tsx";
import { sharedTexts } from "../shared/shared-texts.ts";
import { useAnswer } from "../shared/use-answer.ts";
import { CosineChart } from "./cosine-chart.tsx";
import { DistanceTable } from "./distance-table.tsx";
import { gradientTexts } from "./gradient-texts.ts";
import { NormChart } from "./norm-chart.tsx";
import { WhyLonger } from "./why-longer.tsx";
import { WindowSlider } from "./window-slider.tsx";

/** The gradient's way back, cell by cell. */
export function GradientView() {
  const t = gradientTexts();
  return (
    <>
      <h1>{t.heading}</h1>
      <p class="lead">{t.lead}</p>
      <NeedsNetwork>
        <WayBack />
      </NeedsNetwork>
    </>
  );
}

function WayBack() {
  const t = gradientTexts();
  const [trained, setTrained] = useState(true);
  const [window, setWindow] = useState(10);
  const { value: back, error } = useAnswer("gradientsBack", { trained }, { oncePerRun: true });
  return (
    <>
      <fieldset class="choice">
        <legend>{t.which}</legend>
        <label>
          <input type="radio" name="trained" checked={trained} onChange={() => setTrained(true)} />
          {t.trained}
        </label>
        <label>
          <input
            type="radio"
            name="trained"
            checked={!trained}
            onChange={() => setTrained(false)}
          />
          {t.untrained}
        </label>
      </fieldset>
      <Failure error={error} />
      {back === undefined ? (
        <p class="hint">{sharedTexts().waiting}</p>
      ) : (
        <>
          <NormChart back={back} window={Math.min(window, back.lstm.norms.length)} />
          <WindowSlider back={back} window={window} onChange={setWindow} />
          <DistanceTable back={back} />
          <WhyLonger back={back} trained={trained} />
          <h2>{t.transposeTitle}</h2>
          <p class="lead">{t.transpose}</p>
          <CosineChart back={back} />
        </>
      )}
    </>
  );
}
