import { sayProblem } from "../../problem/say-problem.ts";
import {
  type ClassifiedFile,
  classifiedFile,
  classifyFile,
  dropClassified,
  fileError,
} from "../../state/classified-file.ts";
import { download } from "../../state/download.ts";
import type { OpenModel } from "../../state/opened-model.ts";
import { Command } from "../shared/command.tsx";
import { DropZone } from "../shared/drop-zone.tsx";
import { Remarks } from "../shared/remarks.tsx";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { shortenName } from "./model-facts-line.tsx";
import { modelTexts } from "./model-texts.ts";

/** So many classes are listed, those with the most texts. */
const listedClasses = 30;

/** A file of texts, what the model takes each for, and that as a file. */
export function GivenFile({ model }: { readonly model: OpenModel }) {
  const t = modelTexts();
  const file = classifiedFile.value;
  return (
    <section>
      <h2>{t.aFile}</h2>
      <DropZone
        label={t.dropTexts}
        button={t.chooseTexts}
        accept=".txt,.csv,.tsv,.json,.jsonl,.ndjson"
        onFiles={([first]) => void classifyFile(first)}
      />
      {fileError.value !== undefined && (
        <p class="notice" role="alert">
          {t.failed} {sayProblem(fileError.value)}
        </p>
      )}
      {file && <Found file={file} classNames={model.facts.classNames} />}
    </section>
  );
}

interface FoundProps {
  readonly file: ClassifiedFile;
  readonly classNames: readonly string[];
}

function Found({ file, classNames }: FoundProps) {
  const t = modelTexts();
  const { name, count, done, counts, rejected, first, remarks, lines } = file;
  const isDone = done === count;
  const share = (some: number): string => `${((100 * some) / Math.max(1, done)).toFixed(1)}%`;
  const rows = [...counts]
    .toSorted(([a, some], [b, others]) => others - some || a - b)
    .slice(0, listedClasses)
    .map(([label, some]) => [shortenName(classNames[label]), String(some), share(some)]);
  if (rejected > 0) rows.push([t.rejected, String(rejected), share(rejected)]);
  return (
    <>
      <p class="facts" role="status">
        {name}: {t.progress(String(done), String(count))}
      </p>
      {!isDone && (
        <p>
          <progress max={count} value={done} aria-label={name} />{" "}
          <button type="button" onClick={dropClassified}>
            {t.stop}
          </button>
        </p>
      )}
      <Remarks title={t.remarks} remarks={remarks} />
      {isDone && (
        <p>
          <button
            type="button"
            class="primary"
            onClick={() => download("predictions.jsonl", lines.join(""), "application/jsonl")}
          >
            {t.download}
          </button>{" "}
          <span class="hint">
            {t.downloadHint} <Command>npm start -- predict model.safetensors --json --file</Command>{" "}
            <code>{name}</code>
          </span>
        </p>
      )}
      <ScrollTable label={t.counts} head={[t.className, t.count, t.share]} rows={rows} />
      <h3>{t.first}</h3>
      <ScrollTable
        label={t.first}
        head={[t.className, t.probability, t.text]}
        isText
        rows={first.map(({ label, probability, isRejected, text }) => [
          isRejected ? t.rejected : shortenName(classNames[label]),
          `${(100 * probability).toFixed(1)}%`,
          text,
        ])}
      />
    </>
  );
}
