import type { CellStep, Gate, Term } from "../../worker/inspect/step-of-cell.ts";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { lensTexts } from "./lens-texts.ts";
import { signedThree, three } from "./numbers.ts";

interface GateSumProps {
  readonly gate: Gate;
  readonly cell: CellStep["cell"];
  /** The reset gate, which multiplies what a GRU's candidate takes from the state. */
  readonly reset: number | undefined;
}

/** One gate: its sum in a line, and every product of it. */
export function GateSum({ gate, cell, reset = 1 }: GateSumProps) {
  const t = lensTexts();
  const { name, inputs, states, bias, stateBias, fromInputs, fromStates, activation, result } =
    gate;
  const isReset = cell === "gru" && name === "candidate";
  const fromState = isReset
    ? `+ ${three(reset)} × (${three(fromStates)} ${signedThree(stateBias)})`
    : signedThree(fromStates);
  const biases = isReset ? signedThree(bias) : signedThree(bias + stateBias);
  const symbol = activation === "tanh" ? "tanh" : "σ";
  return (
    <section class="gate">
      <h3>{t[name]}</h3>
      <p class="equation">
        {symbol}({three(fromInputs)} <small>{t.wordPart}</small> {fromState}{" "}
        <small>{t.statePart}</small> {biases} <small>{t.bias}</small>) ={" "}
        <strong>{three(result)}</strong>
      </p>
      <details>
        <summary>{t.products(inputs.length + states.length)}</summary>
        <ScrollTable
          label={`${t[name]}: ${t.products(inputs.length + states.length)}`}
          head={[t.factor, t.value, t.weight, t.product]}
          rows={[...inputs.map(row("x")), ...states.map(row("h"))]}
        />
      </details>
    </section>
  );
}

/** A product as a row of the table, its factor counted from 1. */
function row(vector: string) {
  return ({ of, value, weight }: Term) => [
    `${vector}${of + 1}`,
    value.toFixed(4),
    weight.toFixed(4),
    (value * weight).toFixed(4),
  ];
}
