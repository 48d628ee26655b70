import { LineChart } from "../../charts/line-chart.tsx";
import type { GradientsBack } from "../../worker/inspect/gradients-back.ts";
import { curvesOf, normBack, pointsAbove, scientific } from "./curves-of.ts";
import { gradientTexts } from "./gradient-texts.ts";

/** The least norm on the axis: a curve ends where it falls below. */
const least = 1e-12;

/** The norms over the way back on an absolute logarithmic scale, the last word at the left. */
export function NormChart(props: { readonly back: GradientsBack; readonly window: number }) {
  const t = gradientTexts();
  const curves = curvesOf(props.back);
  const steps = curves[0].norms.length;
  const far = Math.min(20, steps - 1);
  return (
    <LineChart
      title={t.chartTitle}
      description={curves
        .map(({ name, norms }) => t.chartSays(name, scientific(normBack(norms, far) ?? 0), far))
        .join(" ")}
      height={320}
      x={{ isWhole: true, label: t.wordsBack, domain: [0, Math.max(1, steps - 1)] }}
      y={{ label: "‖∂L/∂h‖", domain: [least, 1], isLog: true }}
      series={curves.map(({ name, color, norms }) => ({
        name,
        color,
        points: pointsAbove(norms, least),
      }))}
      down={[{ value: props.window, label: t.window(props.window), color: 6 }]}
    />
  );
}
