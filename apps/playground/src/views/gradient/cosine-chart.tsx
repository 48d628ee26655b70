import { LineChart } from "../../charts/line-chart.tsx";
import type { GradientsBack } from "../../worker/inspect/gradients-back.ts";
import { gradientTexts } from "./gradient-texts.ts";

/** The angle between the printed and the exact gradient over the way back. */
export function CosineChart({ back }: { readonly back: GradientsBack }) {
  const t = gradientTexts();
  const { cosines } = back;
  const steps = cosines.length;
  const at = (far: number) => cosines[steps - 1 - far]?.toFixed(2) ?? "";
  return (
    <LineChart
      title={t.cosineTitle}
      description={t.cosineSays(at(0), at(Math.min(5, steps - 1)))}
      x={{ isWhole: true, label: t.wordsBack, domain: [0, Math.max(1, steps - 1)] }}
      y={{ label: t.cosine, domain: [-1, 1] }}
      series={[
        {
          name: t.cosine,
          color: 5,
          points: Array.from(cosines, (_, n) => [n, cosines[steps - 1 - n]] as const),
        },
      ]}
      across={[{ value: 0, label: t.unrelated }]}
    />
  );
}
