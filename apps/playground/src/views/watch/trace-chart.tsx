import { LineChart } from "../../charts/line-chart.tsx";
import { run } from "../../state/run-state.ts";
import type { TextTrace } from "../../worker/inspect/trace-text.ts";
import { watchTexts } from "./watch-texts.ts";

/** The probability after each word that is read. */
export function TraceChart({ trace }: { readonly trace: TextTrace }) {
  const t = watchTexts();
  const [, second] = run.value.facts?.classNames ?? ["0", "1"];
  const read = trace.words.flatMap(({ status, probability, word }, n) =>
    status === "read" ? [{ probability, word, n }] : [],
  );
  const points = [trace.start, ...read.map(({ probability }) => probability)].map(
    (probability, n) => [n, probability] as const,
  );
  const turn = read.findIndex(({ n }) => n === trace.turn);
  return (
    <LineChart
      title={t.chartTitle(second, trace.tokens)}
      description={t.chartSays(read.length, (100 * trace.probability).toFixed(0), trace.tokens)}
      x={{
        isWhole: true,
        label: t.tokensRead(trace.tokens),
        domain: [0, Math.max(1, read.length)],
      }}
      y={{ label: t.probability, domain: [0, 1], format: (p) => `${Math.round(100 * p)}%` }}
      series={[{ name: t.probability, color: 1, points }]}
      across={[{ value: 0.5, label: t.half }]}
      down={turn < 0 ? [] : [{ value: turn + 1, label: read[turn].word, color: 3 }]}
    />
  );
}
