import { useId, useState } from "preact/hooks";
import { openTexts } from "../../state/own-texts.ts";
import { textsTexts } from "./texts-texts.ts";

/** A place for files, to drop them on or to choose them. */
export function DropZone() {
  const t = textsTexts();
  const id = useId();
  const [isOver, setOver] = useState(false);
  return (
    <div
      class={`drop-zone${isOver ? " over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void openTexts([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <p>{t.drop}</p>
      <input
        id={id}
        class="visually-hidden"
        type="file"
        multiple
        accept=".csv,.tsv,.json,.jsonl,.ndjson,.npz,.txt,.gz,.tgz"
        onChange={({ currentTarget }) => {
          void openTexts([...(currentTarget.files ?? [])]);
          // So that the same file can be chosen again when it was mended.
          currentTarget.value = "";
        }}
      />
      <label for={id}>{t.choose}</label>
    </div>
  );
}
