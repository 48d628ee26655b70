import { useId, useState } from "preact/hooks";
import { sayProblem } from "../../problem/say-problem.ts";
import { isReading, openTexts, ownTexts, textsError } from "../../state/own-texts.ts";
import { start } from "../../state/train.ts";
import { DropZone } from "../shared/drop-zone.tsx";
import { TextsFactsBox } from "./texts-facts-box.tsx";
import { textsTexts } from "./texts-texts.ts";

/** The visitor's own texts: dropped, chosen or pasted. */
export function TextsView() {
  const t = textsTexts();
  return (
    <>
      <h1>{t.heading}</h1>
      <p class="lead">{t.lead}</p>
      <DropZone
        label={t.drop}
        button={t.choose}
        accept=".csv,.tsv,.json,.jsonl,.ndjson,.npz,.txt,.gz,.tgz"
        isMultiple
        onFiles={(files) => void openTexts(files)}
      />
      <Paste />
      <div role="status">{isReading.value && <p class="hint">{t.reading}</p>}</div>
      {textsError.value !== undefined && (
        <p class="notice" role="alert">
          {t.failed} {sayProblem(textsError.value)}
        </p>
      )}
      {ownTexts.value && (
        <>
          <TextsFactsBox facts={ownTexts.value} />
          <button type="button" class="primary" onClick={() => void start()}>
            {t.train}
          </button>
        </>
      )}
    </>
  );
}

function Paste() {
  const t = textsTexts();
  const id = useId();
  const [pasted, setPasted] = useState("");
  return (
    <details>
      <summary>{t.paste}</summary>
      <p class="text-field">
        <label for={id}>{t.pasteLabel}</label>
        <textarea
          id={id}
          rows={6}
          spellcheck={false}
          placeholder={"text,label\nA great film,good\nA dull one,bad"}
          value={pasted}
          onInput={({ currentTarget }) => setPasted(currentTarget.value)}
        />
      </p>
      <button
        type="button"
        disabled={pasted.trim() === ""}
        onClick={() => void openTexts([{ name: nameFor(pasted), content: pasted }])}
      >
        {t.read}
      </button>
    </details>
  );
}

/** What pasted rows are, by how they begin: JSON, or a table with tabs or commas. */
function nameFor(pasted: string): string {
  const begin = pasted.trimStart();
  if (begin.startsWith("[")) return "pasted.json";
  if (begin.startsWith("{")) return "pasted.jsonl";
  return begin.split("\n", 1)[0].includes("\t") ? "pasted.tsv" : "pasted.csv";
}
