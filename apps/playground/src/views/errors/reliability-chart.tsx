import { LineChart } from "../../charts/line-chart.tsx";
import type { Scored } from "../../worker/inspect/find-errors.ts";
import { errorsTexts } from "./errors-texts.ts";
import { reliability } from "./score-validation.ts";

/** Whether probabilities mean what they say. */
export function ReliabilityChart({ scored }: { readonly scored: Scored }) {
  const t = errorsTexts();
  const points = reliability(scored, 10);
  const format = (p: number) => `${Math.round(100 * p)}%`;
  return (
    <LineChart
      title={t.reliabilityTitle}
      description={points
        .map(([p, share]) => t.reliabilitySays(format(p), format(share)))
        .join(" ")}
      height={280}
      x={{ label: t.probability, domain: [0, 1], format }}
      y={{ label: t.share, domain: [0, 1], format }}
      series={[
        { name: t.network, color: 1, points },
        {
          name: t.ideal,
          color: 6,
          look: "dashed",
          points: [
            [0, 0],
            [1, 1],
          ],
        },
      ]}
    />
  );
}
