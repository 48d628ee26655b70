import { useCallback, useId, useMemo } from "preact/hooks";
import { HeatMap } from "../../charts/heat-map.tsx";
import type { StatesOfText } from "../../worker/inspect/show-states.ts";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { sharedTexts } from "../shared/shared-texts.ts";
import { stateTexts } from "./state-texts.ts";

interface StateMapProps {
  readonly shown: StatesOfText;
  readonly word: number;
  readonly unit: number;
  readonly onPick: (unit: number, word: number) => void;
}

/** The heat map, a slider over the words, and the state at the chosen one. */
export function StateMap({ shown, word, unit, onPick }: StateMapProps) {
  const t = stateTexts();
  const shared = sharedTexts();
  const id = useId();
  const { words, units, states, order, outputWeights } = shown;
  const valueAt = useCallback(
    (row: number, column: number) => states[column * units + order[row]],
    [states, units, order],
  );
  const labels = useMemo(() => words.map((each) => each.word), [words]);
  const stateOf = (of: number) => states[word * units + of];
  return (
    <figure class="chart">
      <figcaption>{t.mapTitle}</figcaption>
      <p class="scale" aria-hidden="true">
        <span class="swatch against" /> −1 <span class="swatch clear" /> 0{" "}
        <span class="swatch for" /> +1
      </p>
      <HeatMap
        rows={units}
        columns={words.length}
        columnLabels={labels}
        valueAt={valueAt}
        rowHeight={units > 40 ? 8 : 16}
        description={t.mapSays(units, words.length)}
        row={order.indexOf(unit)}
        column={word}
        onPick={(row, column) => onPick(order[row], column)}
      />
      <p class="slider">
        <label for={id}>{t.word}</label>
        <input
          id={id}
          type="range"
          min={0}
          max={words.length - 1}
          value={word}
          aria-valuetext={words[word].word}
          onInput={({ currentTarget }) => onPick(unit, Number(currentTarget.value))}
        />
        <output for={id}>{t.at(words[word].word, word + 1, words.length)}</output>
      </p>
      <details>
        <summary>{t.stateTable(words[word].word)}</summary>
        <ScrollTable
          label={t.stateTable(words[word].word)}
          head={[t.unit, t.value, t.outputWeight, t.product]}
          rows={order.map((of) => [
            shared.unit(of + 1),
            stateOf(of).toFixed(4),
            outputWeights[of].toFixed(4),
            (stateOf(of) * outputWeights[of]).toFixed(4),
          ])}
        />
      </details>
    </figure>
  );
}
