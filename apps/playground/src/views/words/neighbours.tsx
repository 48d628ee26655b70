import { useId } from "preact/hooks";
import type { Neighbour } from "../../worker/inspect/words-in-space.ts";
import { Failure } from "../shared/failure.tsx";
import { useAnswer } from "../shared/use-answer.ts";
import { wordsTexts } from "./words-texts.ts";

interface NeighboursProps {
  readonly word: string;
  readonly onChange: (word: string) => void;
}

/** The words nearest to one, and those furthest from it. */
export function Neighbours({ word, onChange }: NeighboursProps) {
  const t = wordsTexts();
  const id = useId();
  const { value: neighbours, error } = useAnswer("neighboursOf", { word, count: 8 });
  return (
    <section>
      <h2>{t.neighboursTitle}</h2>
      <p class="field inline">
        <label for={id}>{t.word}</label>{" "}
        <input
          id={id}
          value={word}
          maxLength={100}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      </p>
      <Failure error={error} />
      {neighbours ? (
        <div class="three">
          <NeighbourList title={t.near} neighbours={neighbours.near} />
          <NeighbourList title={t.far} neighbours={neighbours.far} />
        </div>
      ) : (
        <p class="hint">{t.unknown}</p>
      )}
    </section>
  );
}

function NeighbourList(props: {
  readonly title: string;
  readonly neighbours: readonly Neighbour[];
}) {
  return (
    <div>
      <h3>{props.title}</h3>
      <ol class="movers">
        {props.neighbours.map(({ word, cosine }) => (
          <li key={word}>
            {word} <span class="number">{cosine.toFixed(2).replace("-", "−")}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
