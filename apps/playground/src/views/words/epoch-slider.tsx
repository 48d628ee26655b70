import { useEffect, useId, useState } from "preact/hooks";
import { wordsTexts } from "./words-texts.ts";

interface EpochSliderProps {
  readonly epoch: number;
  readonly last: number;
  readonly onChange: (epoch: number) => void;
}

/** Milliseconds that an epoch is shown when they are played. */
const frameMs = 700;

/** Which epoch is shown, and a button that plays them in turn. */
export function EpochSlider({ epoch, last, onChange }: EpochSliderProps) {
  const t = wordsTexts();
  const id = useId();
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return undefined;
    if (epoch >= last) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => onChange(epoch + 1), frameMs);
    return () => clearTimeout(timer);
  }, [isPlaying, epoch, last, onChange]);
  return (
    <p class="slider">
      <label for={id}>{t.epoch}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={last}
        value={epoch}
        onInput={({ currentTarget }) => onChange(Number(currentTarget.value))}
      />
      <output for={id}>{`${epoch} / ${last}`}</output>
      <button
        type="button"
        disabled={last === 0}
        onClick={() => {
          if (!isPlaying && epoch >= last) onChange(0);
          setPlaying(!isPlaying);
        }}
      >
        {isPlaying ? t.pause : t.play}
      </button>
    </p>
  );
}
