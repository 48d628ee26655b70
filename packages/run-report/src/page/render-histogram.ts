import type { TopLevelSpec } from "vega-lite";
import type { ProbabilityHistogram } from "../report-data.ts";
import { formatCount, sum } from "./figures.ts";
import { type Html, replaceUnprintable, shorten } from "./html.ts";
import { renderPageChart } from "./render-page-chart.ts";

const rule = { type: "rule", color: "currentColor", opacity: 0.6 } as const;

/**
 * The texts of class 1 as bars upwards, those of class 0 downwards, over the probability of class 1. Of more
 * than two classes texts read rightly upwards, wrongly downwards, over the probability of the class read.
 */
export async function renderHistogram(
  { bins, counts }: ProbabilityHistogram,
  classNames: readonly string[],
  threshold = 0.5,
): Promise<Html> {
  const [below, above] = counts;
  const rows = above.flatMap((up, i) => {
    const [from, to] = [i / bins, (i + 1) / bins];
    return [
      { from, to, texts: up, trueClass: 1 },
      { from, to, texts: -below[i], trueClass: 0 },
    ];
  });
  const [name0, name1] = classNames.map((name) => shorten(name, 24));
  const isOfTwo = classNames.length === 2;
  const chart = {
    width: 440,
    height: 290,
    data: { values: [{}] },
    layer: [
      {
        data: { values: rows.filter(({ texts }) => texts !== 0) },
        mark: { type: "bar", binSpacing: 1 },
        encoding: {
          x: {
            field: "from",
            bin: "binned",
            title: isOfTwo
              ? replaceUnprintable(`probability of “${name1}”`)
              : "probability of the class read",
            scale: { domain: [0, 1] },
            axis: { values: [0, 0.25, 0.5, 0.75, 1], format: ".2~f", grid: false },
          },
          x2: { field: "to" },
          y: {
            field: "texts",
            type: "quantitative",
            stack: null,
            title: "texts",
            axis: { tickCount: 6, labelExpr: "format(abs(datum.value), ',d')", tickMinStep: 1 },
          },
          color: {
            field: "trueClass",
            type: "nominal",
            scale: { domain: [0, 1], range: ["var(--class0)", "var(--class1)"] },
            legend: null,
          },
        },
      },
      { mark: rule, encoding: { y: { datum: 0 } } },
      ...(isOfTwo
        ? [{ mark: { ...rule, strokeDash: [4, 3] }, encoding: { x: { datum: threshold } } }]
        : []),
    ],
  };
  const [texts0, texts1] = counts.map((of) => formatCount(sum(of)));
  return renderPageChart(
    chart as TopLevelSpec,
    isOfTwo
      ? `How often the network gave which probability of ${name1}: ${texts1} texts of class ${name1} ` +
          `upwards, ${texts0} of class ${name0} downwards.`
      : `How often which probability was given to the class read: ${texts1} texts read rightly upwards, ` +
          `${texts0} read wrongly downwards.`,
  );
}
