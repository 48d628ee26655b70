import { useId, useRef } from "preact/hooks";
import { linearScale } from "../../charts/scale.ts";
import { useWidth } from "../../charts/use-width.ts";
import type { Scored } from "../../worker/inspect/find-errors.ts";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { sharedTexts } from "../shared/shared-texts.ts";
import { errorsTexts } from "./errors-texts.ts";
import { countBins } from "./score-validation.ts";

const bins = 20;
const height = 220;
const margin = { left: 44, right: 22, top: 10, bottom: 34 };

/** The probabilities of both classes, above and below the axis. */
export function Histogram(props: { readonly scored: Scored; readonly threshold: number }) {
  const t = errorsTexts();
  const id = useId();
  const figure = useRef<HTMLElement>(null);
  const width = useWidth(figure);
  const counts = countBins(props.scored, bins);
  const most = Math.max(1, ...counts.flat());
  const [first, second] = props.scored.classNames;
  const x = linearScale([0, 1], [margin.left, width - margin.right]);
  const middle = (margin.top + height - margin.bottom) / 2;
  const reach = middle - margin.top;
  const barWidth = Math.max(0, x.at(1 / bins) - x.at(0) - 1);
  const range = (bin: number) =>
    `${Math.round((100 * bin) / bins)}–${Math.round((100 * (bin + 1)) / bins)}%`;
  return (
    <figure class="chart" ref={figure}>
      <figcaption>{t.histogramTitle(second)}</figcaption>
      <ul class="legend" aria-hidden="true">
        <li class="c1">{t.reallyAbove(second)}</li>
        <li class="c2">{t.reallyBelow(first)}</li>
      </ul>
      <svg width={width} height={height} role="img" aria-labelledby={id}>
        <title id={id}>{t.histogramSays(counts[0][0], first, counts[bins - 1][1], second)}</title>
        <g aria-hidden="true">
          {counts.map(([below, above], bin) => (
            <g key={range(bin)} transform={`translate(${x.at(bin / bins)} 0)`}>
              <rect
                class="bar c1"
                width={barWidth}
                y={middle - (above / most) * reach}
                height={(above / most) * reach}
              />
              <rect class="bar c2" width={barWidth} y={middle} height={(below / most) * reach} />
            </g>
          ))}
          <g class="rule c6">
            <line
              x1={x.at(props.threshold)}
              x2={x.at(props.threshold)}
              y1={margin.top}
              y2={height - margin.bottom}
            />
          </g>
          {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
            <text key={tick} x={x.at(tick)} y={height - 16} text-anchor="middle">
              {`${100 * tick}%`}
            </text>
          ))}
        </g>
      </svg>
      <details>
        <summary>{sharedTexts().asTable}</summary>
        <ScrollTable
          label={t.histogramTitle(second)}
          head={[t.probability, second, first]}
          rows={counts.map(([below, above], bin) => [range(bin), above, below])}
        />
      </details>
    </figure>
  );
}
