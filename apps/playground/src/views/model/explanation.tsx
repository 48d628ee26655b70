import { signedColor } from "../../charts/colors.ts";
import type { Result } from "../../protocol/protocol.ts";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { Signed } from "../shared/signed.tsx";
import { shortenName } from "./model-facts-line.tsx";
import { modelTexts } from "./model-texts.ts";

type Explained = Result<"explainByModel">;
type Occlusion = Explained["occlusion"];

/** So many of the words that change the probability most are in the table. */
const tableRows = 8;

/** What the class of a text rests on. */
export function Explanation({ explained }: { readonly explained: Explained }) {
  const t = modelTexts();
  const { occlusion, ngrams } = explained;
  const { parts, probability, wordsPerPart } = occlusion;
  if (parts.length === 0) return null;
  const name = shortenName(occlusion.className);
  return (
    <>
      <h3>{t.explanation(name)}</h3>
      <figure class="traced">
        <figcaption>{t.colored(name)}</figcaption>
        <ColoredText occlusion={occlusion} />
      </figure>
      <p class="hint">
        {t.leftOut} {wordsPerPart > 1 && t.together(wordsPerPart)}
      </p>
      <ScrollTable
        label={t.explanation(name)}
        head={[t.words, t.without, t.change]}
        rows={parts
          .slice(0, tableRows)
          .map((part) => [
            shortenName(part.text),
            `${(100 * part.probability).toFixed(1)}%`,
            <Signed key="change" value={probability - part.probability} />,
          ])}
      />
      {ngrams.length > 0 && (
        <>
          <h3>{t.ngrams(name)}</h3>
          <ScrollTable
            label={t.ngrams(name)}
            head={[t.ngram, t.kind, t.weight]}
            rows={ngrams.map(({ ngram, kind, weight }) => [
              `“${ngram}”`,
              t.ofKind(kind),
              weight.toFixed(2).replace("-", "−"),
            ])}
          />
        </>
      )}
    </>
  );
}

/** The text as it is written, its words on the colour of what leaving them out changes. */
function ColoredText({ occlusion: { parts, probability } }: { readonly occlusion: Occlusion }) {
  const inOrder = parts.toSorted((a, b) => a.start - b.start);
  return (
    <p>
      {inOrder.map((part) => (
        <>
          <span
            key={part.start}
            class="word"
            style={{ backgroundColor: signedColor(2 * (probability - part.probability)) }}
          >
            {part.text}
          </span>{" "}
        </>
      ))}
    </p>
  );
}
