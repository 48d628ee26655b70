import type { GradientsBack } from "../../worker/inspect/gradients-back.ts";
import { keptPerStep } from "./curves-of.ts";
import { gradientTexts } from "./gradient-texts.ts";

interface WhyLongerProps {
  readonly back: GradientsBack;
  readonly trained: boolean;
}

/** Why a gated cell's gradient can live longer, and what the networks shown make of it. */
export function WhyLonger({ back, trained }: WhyLongerProps) {
  const t = gradientTexts();
  const [simple, lstm, gru] = [back.simple, back.lstm, back.gru].map(({ norms }) =>
    keptPerStep(norms).toFixed(2),
  );
  return (
    <>
      <h2>{t.whyTitle}</h2>
      <p class="lead">{t.why}</p>
      <p class="lead">
        {trained ? t.whyTrained(simple, lstm, gru) : t.whyUntrained(simple, lstm, gru)}
      </p>
    </>
  );
}
