import type { GradientsBack } from "../../worker/inspect/gradients-back.ts";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { curvesOf, keptPerStep, normBack, scientific } from "./curves-of.ts";
import { gradientTexts } from "./gradient-texts.ts";

/** What is left of the gradient at a few distances, and how well each cell classifies. */
export function DistanceTable({ back }: { readonly back: GradientsBack }) {
  const t = gradientTexts();
  const curves = curvesOf(back);
  const distances = [0, 1, 5, 10, 20, 50].filter((far) => far < curves[0].norms.length);
  return (
    <ScrollTable
      label={t.tableTitle}
      head={[t.cell, ...distances.map((far) => t.back(far)), t.kept, t.accuracy]}
      rows={curves.map(({ name, norms, accuracy }) =>
        [name].concat(
          distances.map((far) => scientific(normBack(norms, far) ?? 0)),
          `× ${keptPerStep(norms).toFixed(2)}`,
          `${(100 * accuracy).toFixed(1)}%`,
        ),
      )}
    />
  );
}
