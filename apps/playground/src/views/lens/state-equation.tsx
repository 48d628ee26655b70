import type { CellStep } from "../../worker/inspect/step-of-cell.ts";
import { lensTexts } from "./lens-texts.ts";
import { three } from "./numbers.ts";

/** How the gates come to the new state, and the engine's own number for it. */
export function StateEquation({ shown }: { readonly shown: CellStep }) {
  const t = lensTexts();
  return (
    <section>
      <h2>{t.stateTitle}</h2>
      {equationsOf(shown).map((each) => (
        <p key={each} class="equation">
          {each}
        </p>
      ))}
      <p class="hint">{t.engine(shown.engine.toFixed(9).replace("-", "−"))}</p>
    </section>
  );
}

function equationsOf(shown: CellStep): string[] {
  const { cell, gates, before, after, memoryBefore, memoryAfter } = shown;
  const [first, second, third, fourth] = gates.map(({ result }) => three(result));
  if (cell === "lstm") {
    return [
      `c[t] = f c[t−1] + i g = ${second} × ${three(memoryBefore)} + ${first} × ${third} = ${three(memoryAfter)}`,
      `h[t] = o tanh(c[t]) = ${fourth} × tanh(${three(memoryAfter)}) = ${three(after)}`,
    ];
  }
  if (cell === "gru") {
    return [
      `h[t] = z h[t−1] + (1 − z) g = ${first} × ${three(before)} + ${three(1 - gates[0].result)} × ${third} = ${three(after)}`,
    ];
  }
  return [`h[t] = ${three(after)}`];
}
