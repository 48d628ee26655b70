import { LineChart } from "../../charts/line-chart.tsx";
import { run } from "../../state/run-state.ts";
import type { PaddedText } from "../../worker/inspect/compare-padding.ts";
import { nameCase } from "./name-case.ts";
import { paddingTexts } from "./padding-texts.ts";

/** The probability after each step, words and padding alike. */
export function DriftChart({ cases }: { readonly cases: readonly PaddedText[] }) {
  const t = paddingTexts();
  const [, second] = run.value.facts?.classNames ?? ["0", "1"];
  const steps = cases[0].probabilities.length;
  const words = cases[0].words.filter((word) => word !== null).length;
  return (
    <LineChart
      title={t.chartTitle(second)}
      description={cases
        .map((each) => `${nameCase(each)}: ${(100 * each.last).toFixed(0)}%.`)
        .join(" ")}
      height={280}
      x={{ isWhole: true, label: t.steps, domain: [0, steps] }}
      y={{ label: t.probability, domain: [0, 1], format: (p) => `${Math.round(100 * p)}%` }}
      series={cases.map((each, n) => ({
        name: nameCase(each),
        color: n + 1,
        look: each.mask ? ("dashed" as const) : ("line" as const),
        points: Array.from(each.probabilities, (p, step) => [step + 1, p] as const),
      }))}
      down={[
        { value: words, label: t.endsBehind, color: 6 },
        { value: steps - words, label: t.beginsInFront, color: 6 },
      ]}
    />
  );
}
