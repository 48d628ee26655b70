import { text } from "../../state/text.ts";
import { Failure } from "../shared/failure.tsx";
import { NeedsNetwork } from "../shared/needs-network.tsx";
import { TextField } from "../shared/text-field.tsx";
import { useAnswer } from "../shared/use-answer.ts";
import { TraceChart } from "./trace-chart.tsx";
import { TraceTable } from "./trace-table.tsx";
import { TracedText } from "./traced-text.tsx";
import { Verdict } from "./verdict.tsx";
import { watchTexts } from "./watch-texts.ts";

/** Type and watch: the probability after each word. */
export function WatchView() {
  const t = watchTexts();
  return (
    <>
      <h1>{t.heading}</h1>
      <p class="lead">{t.lead}</p>
      <NeedsNetwork>
        <TextField />
        <Trace />
      </NeedsNetwork>
    </>
  );
}

function Trace() {
  const { value: trace, error } = useAnswer("traceText", { text: text.value });
  if (trace === undefined) return <Failure error={error} />;
  return (
    <>
      <Failure error={error} />
      <Verdict trace={trace} />
      <TracedText trace={trace} />
      <TraceChart trace={trace} />
      <TraceTable trace={trace} />
    </>
  );
}
