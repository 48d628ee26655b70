import type { ReportData } from "../report-data.ts";
import { formatCount, formatDecimals, formatPercent } from "./figures.ts";
import { type Html, html, nothing } from "./html.ts";
import { renderKey } from "./render-key.ts";
import { renderRejectionChart } from "./render-rejection-chart.ts";
import { renderReliabilityChart } from "./render-reliability-chart.ts";

/** Whether probabilities mean what they say, and what "not sure" would change. */
export async function renderCalibration(data: ReportData): Promise<Html> {
  const { calibration, rejection, evaluation } = data;
  if (calibration === undefined || rejection === undefined || evaluation === null) return nothing;
  return html`<section>
<h2>How far the probabilities can be trusted</h2>
${describeCalibration(data)}
<div class="columns">
${await renderReliability(data)}
${await renderRejection(data)}
</div>
</section>`;
}

function describeCalibration({ calibration, threshold, data }: ReportData): Html {
  if (calibration === undefined) return nothing;
  const { temperature, isCombined, before, after } = calibration;
  const how = isCombined
    ? "The weights by which network and n-grams are put together, fitted on the validation texts, calibrate them"
    : temperature === null
      ? "They are as the classifier gives them, without a temperature"
      : `Their logits are divided by a temperature of ${formatDecimals(temperature)}, which the validation texts chose`;
  const was = isCombined ? "with equal weights" : "before";
  const change = before === null ? "" : `; ${was} it is ${formatDecimals(before.error)}`;
  const chosen =
    threshold === undefined
      ? nothing
      : html`<p>A text is read as “${data.classNames[1]}” where its probability is above ${formatDecimals(threshold.threshold)}: on the
validation texts, which this threshold was chosen by, that has a precision of ${formatDecimals(threshold.precision)} and a recall of ${formatDecimals(threshold.recall)}.</p>`;
  return html`<p>The expected calibration error is ${formatDecimals(after.error)}${change}: by so much the probability of the
likeliest class and the share of texts of which it is the right one differ, on average over 15 bins of equal
width. ${how}.</p>
${chosen}`;
}

async function renderReliability({ calibration, data, evaluation }: ReportData): Promise<Html> {
  if (calibration === undefined) return nothing;
  const { before, after } = calibration;
  const key = [
    { name: before === null ? "as given" : "calibrated", mark: "line training" },
    ...(before === null
      ? []
      : [
          {
            name: calibration.isCombined ? "with equal weights" : "before",
            mark: "line validation",
          },
        ]),
    { name: "what it should be", mark: "line reference" },
  ];
  const rows = after.bins.map(
    ({ confidence, accuracy, count }) =>
      html`<tr><td>${formatDecimals(confidence)}</td><td>${formatDecimals(accuracy)}</td><td>${formatCount(count)}</td></tr>\n`,
  );
  return html`<figure><figcaption><h3>Reliability</h3></figcaption>
${renderKey(key)}
${await renderReliabilityChart(calibration, data.classNames.length)}
<figcaption class="soft">The ${evaluation?.of ?? "evaluated"} texts by the probability of their likeliest class: larger dots are more
texts. Below the grey line a classifier is surer than it is right.</figcaption>
<details>
<summary>The figures of the dots</summary>
<div class="wide"><table class="numbers">
<thead><tr><th scope="col">Probability</th><th scope="col">Right</th><th scope="col">Texts</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div>
</details></figure>`;
}

async function renderRejection({ rejection, evaluation }: ReportData): Promise<Html> {
  if (rejection === undefined || evaluation === null) return nothing;
  const { below, bounds } = rejection;
  const rows = bounds.map(
    ({ below: bound, rejected, accuracy }) =>
      html`<tr${bound === below ? html` class="chosen"` : nothing}><th scope="row">${String(bound)}${bound === below ? " (kept in the model)" : ""}</th><td>${formatPercent(rejected, evaluation.count)}</td><td>${formatDecimals(accuracy)}</td></tr>\n`,
  );
  return html`<figure><figcaption><h3>Not sure</h3></figcaption>
${renderKey([{ name: "accuracy of the rest", mark: "line training" }])}
${await renderRejectionChart(rejection)}
<figcaption class="soft">Where texts whose class is less probable than a bound are “not sure”: how many these are, and the
accuracy of the others. <code>--reject-below</code> sets a bound.${below === null ? "" : " The dot is the model’s own."}</figcaption>
<div class="wide"><table class="numbers">
<thead><tr><th scope="col">Not sure below</th><th scope="col">Not sure</th><th scope="col">Accuracy of the rest</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div></figure>`;
}
