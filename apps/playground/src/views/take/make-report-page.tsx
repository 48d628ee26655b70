import { render } from "preact";
import { language } from "../../i18n/language.ts";
import { worker } from "../../state/worker.ts";
import type { Scored } from "../../worker/inspect/find-errors.ts";
import { listTexts } from "../errors/score-validation.ts";
import { type Mistake, RunReport } from "./run-report.tsx";
import { takeTexts } from "./take-texts.ts";

/** Mistakes of each kind that are listed. */
const shownMistakes = 5;
/** How wide its charts are drawn, in CSS pixels. */
const chartWidth = 900;

/** The training as one HTML file that needs nothing else: no script, no network, this page's own look. */
export async function makeReportPage(): Promise<string> {
  const scored = await worker.call("scoreValidation", null);
  const mistakes = await findMistakes(scored);
  const body = await drawUnseen(scored, mistakes);
  const style = Array.from(document.styleSheets, ({ cssRules }) =>
    Array.from(cssRules, ({ cssText }) => cssText).join("\n"),
  ).join("\n");
  const title = takeTexts().reportTitle;
  return `<!doctype html>
<html lang="${language.value}" data-theme="system">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}
main { max-width: ${chartWidth}px; margin: auto; padding: 1rem }
svg { max-width: 100% }
</style>
<main>${body}</main>
</html>
`;
}

async function findMistakes(scored: Scored): Promise<Mistake[]> {
  const kinds = [
    [0, 1],
    [1, 0],
  ] as const;
  const places = kinds.flatMap((kind) => listTexts(scored, 0.5, kind).slice(0, shownMistakes));
  const texts = await worker.call("textsAt", { places });
  return places.map((place, n) => ({
    text: texts[n],
    label: scored.labels[place],
    probability: scored.probabilities[place],
  }));
}

/** Charts measure their width, so that they are drawn within the page, where nobody sees them. */
async function drawUnseen(scored: Scored, mistakes: readonly Mistake[]): Promise<string> {
  const host = document.createElement("div");
  host.className = "unseen";
  host.style.width = `${chartWidth}px`;
  document.body.append(host);
  render(<RunReport scored={scored} mistakes={mistakes} />, host);
  // They are drawn once more when they know it.
  await new Promise((resolve) => setTimeout(resolve));
  for (const chart of host.querySelectorAll("svg")) {
    chart.setAttribute(
      "viewBox",
      `0 0 ${chart.getAttribute("width")} ${chart.getAttribute("height")}`,
    );
    chart.removeAttribute("height");
  }
  const html = host.innerHTML;
  render(null, host);
  host.remove();
  return html;
}
