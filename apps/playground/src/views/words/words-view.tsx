import { useState } from "preact/hooks";
import { namesOfClasses } from "../../state/class-names.ts";
import { download } from "../../state/download.ts";
import { worker } from "../../state/worker.ts";
import { Failure } from "../shared/failure.tsx";
import { NeedsNetwork } from "../shared/needs-network.tsx";
import { sharedTexts } from "../shared/shared-texts.ts";
import { useAnswer } from "../shared/use-answer.ts";
import { EpochSlider } from "./epoch-slider.tsx";
import { Neighbours } from "./neighbours.tsx";
import { WordMap } from "./word-map.tsx";
import { wordsTexts } from "./words-texts.ts";

/** Words in space: the embedding in two principal components. */
export function WordsView() {
  const t = wordsTexts();
  return (
    <>
      <h1>{t.heading}</h1>
      <p class="lead">{t.lead(...namesOfClasses())}</p>
      <NeedsNetwork>
        <Space />
      </NeedsNetwork>
    </>
  );
}

function Space() {
  const t = wordsTexts();
  const { value: space, error } = useAnswer("wordsInSpace", null);
  const [epoch, setEpoch] = useState<number>();
  const [word, setWord] = useState("good");
  if (space === undefined) {
    return error ? <Failure error={error} /> : <p class="hint">{sharedTexts().waiting}</p>;
  }
  const last = space.epochs.length - 1;
  const shown = Math.min(epoch ?? last, last);
  return (
    <>
      <Failure error={error} />
      <WordMap space={space} epoch={shown} chosen={word} onPick={setWord} />
      <EpochSlider epoch={shown} last={last} onChange={setEpoch} />
      <Neighbours word={word} onChange={setWord} />
      <p>
        <button
          type="button"
          onClick={() =>
            void worker
              .call("vectorTable", null)
              .then((table) => download("words.tsv", table, "text/tab-separated-values"))
          }
        >
          {t.download}
        </button>
      </p>
    </>
  );
}
