import { sayProblem } from "../../problem/say-problem.ts";
import {
  isOpening,
  modelError,
  openedModel,
  openModel,
  openTrained,
} from "../../state/opened-model.ts";
import { DropZone } from "../shared/drop-zone.tsx";
import { hasNetwork } from "../shared/use-answer.ts";
import { GivenFile } from "./given-file.tsx";
import { ModelFactsLine } from "./model-facts-line.tsx";
import { modelTexts } from "./model-texts.ts";
import { OneText } from "./one-text.tsx";

/** Use a model: a file of the page or the command line, asked about one text or a file of them. */
export function ModelView() {
  const t = modelTexts();
  const model = openedModel.value;
  return (
    <>
      <h1>{t.heading}</h1>
      <p class="lead">{t.lead}</p>
      <DropZone
        label={t.drop}
        button={t.choose}
        accept=".safetensors"
        onFiles={([file]) => void openModel(file)}
      />
      {hasNetwork() && (
        <p>
          <button type="button" onClick={() => void openTrained()}>
            {t.useTrained}
          </button>
        </p>
      )}
      <details>
        <summary>{t.whence}</summary>
        <p class="hint">{t.whenceSays}</p>
        <pre tabIndex={0}>npm start -- train --data reviews.csv --out runs/reviews</pre>
      </details>
      <div role="status">{isOpening.value && <p class="hint">{t.opening}</p>}</div>
      {modelError.value !== undefined && (
        <p class="notice" role="alert">
          {t.failed} {sayProblem(modelError.value)}
        </p>
      )}
      {model && (
        <>
          <ModelFactsLine model={model} />
          <OneText model={model} />
          <GivenFile model={model} />
        </>
      )}
    </>
  );
}
