import { useId } from "preact/hooks";
import type { CellStep } from "../../worker/inspect/step-of-cell.ts";
import { lensTexts } from "./lens-texts.ts";
import { three } from "./numbers.ts";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly value: number;
  readonly color: number;
}

type Arrow = readonly [number, number, number, number];

/** The way from the word and the state before to the state after, with the unit's numbers in the boxes. */
export function CellDiagram({ shown }: { readonly shown: CellStep }) {
  const t = lensTexts();
  const id = useId();
  const { boxes, arrows, height } = { simple: simpleDiagram, lstm: lstmDiagram, gru: gruDiagram }[
    shown.cell
  ](shown, t);
  const word = shown.words[shown.step];
  const says = boxes.map(({ label, value }) => `${label} ${three(value)}`).join(", ");
  return (
    <figure class="chart diagram">
      <figcaption>{t.diagram(word, shown.unit + 1)}</figcaption>
      <div class="scrolls" tabIndex={0} role="region" aria-label={t.diagram(word, shown.unit + 1)}>
        <svg viewBox={`0 0 640 ${height}`} role="img" aria-labelledby={id}>
          <title id={id}>{`${t.diagram(word, shown.unit + 1)}. ${says}`}</title>
          <defs>
            <marker
              id={`${id}-tip`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0 0L8 4L0 8z" class="tip" />
            </marker>
          </defs>
          <g aria-hidden="true">
            {arrows.map(([x1, y1, x2, y2], n) => (
              <line key={n} class="arrow" {...{ x1, y1, x2, y2 }} marker-end={`url(#${id}-tip)`} />
            ))}
            {boxes.map(({ x, y, label, value, color }) => (
              <g key={label} class={`box c${color}`} transform={`translate(${x} ${y})`}>
                <rect x={-62} y={-24} width={124} height={48} rx={7} />
                <text y={-5} text-anchor="middle">
                  {label}
                </text>
                <text y={14} text-anchor="middle" class="box-number">
                  {three(value)}
                </text>
              </g>
            ))}
            <text x={70} y={height - 12} text-anchor="middle" class="box-word">
              {`+ ${word}`}
            </text>
          </g>
        </svg>
      </div>
    </figure>
  );
}

type Texts = ReturnType<typeof lensTexts>;
type Diagram = { boxes: Box[]; arrows: Arrow[]; height: number };

function simpleDiagram({ gates: [gate], before, after }: CellStep, t: Texts): Diagram {
  const sum = gate.fromInputs + gate.fromStates + gate.bias;
  return {
    height: 210,
    boxes: [
      { x: 70, y: 45, label: "h[t−1]", value: before, color: 6 },
      { x: 70, y: 145, label: t.fromWord, value: gate.fromInputs, color: 2 },
      { x: 240, y: 45, label: t.fromState, value: gate.fromStates, color: 1 },
      { x: 400, y: 95, label: t.sum, value: sum, color: 6 },
      { x: 560, y: 95, label: "h[t] = tanh", value: after, color: 3 },
    ],
    arrows: [
      [132, 45, 176, 45],
      [302, 55, 348, 80],
      [132, 145, 348, 112],
      [462, 95, 496, 95],
    ],
  };
}

function lstmDiagram(shown: CellStep, t: Texts): Diagram {
  const [input, forget, candidate, output] = shown.gates;
  return {
    height: 330,
    boxes: [
      { x: 70, y: 45, label: "c[t−1]", value: shown.memoryBefore, color: 6 },
      { x: 70, y: 265, label: "h[t−1]", value: shown.before, color: 6 },
      { x: 240, y: 45, label: `× f: ${t.forget}`, value: forget.result, color: 2 },
      { x: 240, y: 120, label: `g: ${t.candidate}`, value: candidate.result, color: 4 },
      { x: 240, y: 195, label: `× i: ${t.input}`, value: input.result, color: 1 },
      { x: 240, y: 270, label: `× o: ${t.output}`, value: output.result, color: 5 },
      { x: 430, y: 80, label: "c[t] = f c + i g", value: shown.memoryAfter, color: 6 },
      { x: 560, y: 200, label: "h[t] = o tanh c", value: shown.after, color: 3 },
    ],
    arrows: [
      [132, 45, 176, 45],
      [115, 241, 196, 71],
      [132, 255, 176, 130],
      [132, 260, 176, 200],
      [132, 268, 176, 270],
      [302, 50, 366, 72],
      [302, 115, 366, 88],
      [302, 190, 380, 106],
      [470, 106, 520, 174],
      [302, 268, 496, 208],
    ],
  };
}

function gruDiagram(shown: CellStep, t: Texts): Diagram {
  const [update, reset, candidate] = shown.gates;
  return {
    height: 270,
    boxes: [
      { x: 70, y: 115, label: "h[t−1]", value: shown.before, color: 6 },
      { x: 240, y: 45, label: `z: ${t.update}`, value: update.result, color: 1 },
      { x: 240, y: 190, label: `r: ${t.reset}`, value: reset.result, color: 2 },
      { x: 410, y: 190, label: `g: ${t.candidate}`, value: candidate.result, color: 4 },
      { x: 540, y: 90, label: "h = z h + (1−z) g", value: shown.after, color: 3 },
    ],
    arrows: [
      [132, 105, 176, 55],
      [132, 125, 176, 180],
      [132, 115, 476, 92],
      [302, 190, 346, 190],
      [302, 48, 476, 80],
      [440, 165, 500, 116],
    ],
  };
}
