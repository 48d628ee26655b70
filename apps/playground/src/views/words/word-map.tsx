import { useId, useRef } from "preact/hooks";
import { signedColor } from "../../charts/colors.ts";
import { useWidth } from "../../charts/use-width.ts";
import type { WordsInSpace } from "../../worker/inspect/words-in-space.ts";
import { wordsTexts } from "./words-texts.ts";

interface WordMapProps {
  readonly space: WordsInSpace;
  readonly epoch: number;
  readonly chosen: string;
  readonly onPick: (word: string) => void;
}

const height = 440;
const margin = 44;

/** The words as labels in their plane, on the colour of what each says alone. */
export function WordMap({ space, epoch, chosen, onPick }: WordMapProps) {
  const t = wordsTexts();
  const id = useId();
  const figure = useRef<HTMLElement>(null);
  const width = useWidth(figure);
  const { words, epochs, shares, probabilities } = space;
  const places = epochs[epoch];
  const extent = Math.max(
    1e-9,
    ...epochs.map((each) => each.reduce((most, v) => Math.max(most, Math.abs(v)), 0)),
  );
  const x = (n: number) => width / 2 + (places[2 * n] / extent) * (width / 2 - margin);
  const y = (n: number) => height / 2 - (places[2 * n + 1] / extent) * (height / 2 - 20);
  const labelled = chooseLabels(words, x, y, chosen);
  const percent = (share: number) => `${Math.round(100 * share)}%`;
  return (
    <figure class="chart" ref={figure}>
      <figcaption>{t.mapTitle(percent(shares[0]), percent(shares[1]))}</figcaption>
      <svg class="word-map" width={width} height={height} role="img" aria-labelledby={id}>
        <title id={id}>{t.mapSays(words.length)}</title>
        <g aria-hidden="true">
          {words.map((word, n) => (
            // Only for the mouse: the field below does the same by keyboard.
            <g
              key={word}
              class={word === chosen ? "chosen" : ""}
              transform={`translate(${x(n).toFixed(1)} ${y(n).toFixed(1)})`}
              onClick={() => onPick(word)}
            >
              <circle r={5} style={{ fill: signedColor(4 * (probabilities[n] - 0.5)) }} />
              {labelled.has(word) && (
                <text x={7} dy="0.32em">
                  {word}
                </text>
              )}
              <title>{word}</title>
            </g>
          ))}
        </g>
      </svg>
    </figure>
  );
}

/** The words whose labels have room: the chosen one, then the more frequent ones first. */
function chooseLabels(
  words: readonly string[],
  x: (n: number) => number,
  y: (n: number) => number,
  chosen: string,
): Set<string> {
  const first = words.indexOf(chosen);
  const order = words.map((_, n) => n).sort((a, b) => Number(b === first) - Number(a === first));
  const placed: { left: number; right: number; y: number }[] = [];
  const labelled = new Set<string>();
  for (const n of order) {
    const box = { left: x(n), right: x(n) + 10 + 7.5 * words[n].length, y: y(n) };
    const isFree = placed.every(
      (other) => Math.abs(other.y - box.y) > 12 || other.right < box.left || other.left > box.right,
    );
    if (!isFree) continue;
    placed.push(box);
    labelled.add(words[n]);
  }
  return labelled;
}
