import { useId } from "preact/hooks";
import type { GradientsBack } from "../../worker/inspect/gradients-back.ts";
import { curvesOf, shareInside } from "./curves-of.ts";
import { gradientTexts } from "./gradient-texts.ts";

interface WindowSliderProps {
  readonly back: GradientsBack;
  readonly window: number;
  readonly onChange: (window: number) => void;
}

/** How much of the gradient is left where the way back is cut after so many steps. */
export function WindowSlider({ back, window, onChange }: WindowSliderProps) {
  const t = gradientTexts();
  const id = useId();
  const curves = curvesOf(back);
  const steps = curves[0].norms.length;
  const inside = Math.min(window, steps);
  return (
    <div class="slider">
      <label for={id}>{t.truncation}</label>
      <input
        id={id}
        type="range"
        min={1}
        max={steps}
        value={inside}
        onInput={({ currentTarget }) => onChange(Number(currentTarget.value))}
      />
      <output for={id}>
        {t.steps(inside)}{" "}
        {curves
          .map(({ name, norms }) => `${name} ${(100 * shareInside(norms, inside)).toFixed(1)}%`)
          .join(" · ")}
      </output>
    </div>
  );
}
